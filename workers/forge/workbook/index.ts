import type { WorkbookContent } from "#schemas/content/workbook.ts"
import type { Brand } from "#schemas/brand.ts"
import type { Kit, Maker } from "../forge.ts"
import { lookOf, mix } from "../page/look.ts"
import { Typesetter } from "../page/typesetter.ts"
import { previewFiles, type Shown } from "../preview.ts"
import { slugOf } from "../slug.ts"
import { workbookProblems } from "./check.ts"
import { type Evaluated, evaluate } from "./evaluate.ts"
import type { Grid } from "./grid.ts"
import { layOut } from "./layout.ts"
import { listsSheet } from "./lists-sheet.ts"
import { logSheet } from "./log-sheet.ts"
import { sheetPicture } from "./sheet-picture.ts"
import { startSheet } from "./start-sheet.ts"
import type { Tones } from "./styles.ts"
import { summarySheet } from "./summary-sheet.ts"
import { writeWorkbook } from "./write-xlsx.ts"

/** XLSX with live formulas: Start with the settings, one sheet a log, Summary with charts, Lists for the drop-downs. */
export const workbook: Maker<"workbook"> = {
  kind: "workbook",
  about: "A spreadsheet (XLSX) with logs, settings, live totals, checks and charts",
  async make(content, kit) {
    const problems = workbookProblems(content)
    if (problems.length > 0) throw new Error(`The workbook cannot be built. ${problems.join(" ")}`)
    const values = evaluate(content)
    const layout = layOut(content, values.firstMonth !== null)
    const summary = summarySheet(content, values, layout)
    const logs = content.logs.map((log) => logSheet(log, values, layout))
    const lists = layout.choices.length > 0 ? [listsSheet(layout)] : []
    const grids = [startSheet(content, values, layout), ...logs, summary, ...lists]
    const tones = tonesOf(kit.brand)
    const shown = pictures(content, grids, summary, values, kit, tones)
    const bytes = await writeWorkbook(content, grids, layout, tones, kit)
    return {
      deliverables: [{ name: `${slugOf(content.title)}.xlsx`, role: "deliverable", mediaType, bytes }],
      previews: await previewFiles(shown, kit),
      pages: shown.map(({ page }) => page),
      facts: { pages: {}, papers: [], words: countWords(grids), counts: countsOf(grids, content) },
    }
  },
}

const mediaType = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"

function tonesOf(brand: Brand): Tones {
  const look = lookOf(brand, "workbook")
  const { ink, muted, rule, paper, kinds } = brand.palette
  return {
    ink,
    muted,
    rule,
    accent: look.accent,
    onAccent: paper,
    tint: mix(paper, look.tone, 0.1),
    input: mix(paper, kinds.planner, 0.16),
  }
}

/** Summary first: it is what a buyer wants to see; then the charts, each log and Start. */
function pictures(content: WorkbookContent, grids: Grid[], summary: Grid, values: Evaluated, kit: Kit, tones: Tones): Shown[] {
  const type = new Typesetter(kit.fonts)
  const frame = { type, family: kit.brand.type.text, tones, currency: content.currency, tabs: grids.map((grid) => grid.name), values }
  const figures = content.lines.slice(0, 6).map((line) => line.label)
  const charts = content.breakdowns.map((breakdown) => breakdown.title)
  return [
    { page: sheetPicture(summary, frame), alt: `The sheet Summary with its figures: ${figures.join(", ")}.` },
    ...content.logs.map((log, n) => ({
      page: sheetPicture(grids[n + 1] ?? summary, frame),
      alt: `The sheet ${log.name} with sample rows and the columns ${log.columns.map((column) => column.label).join(", ")}.`,
    })),
    { page: sheetPicture(summary, frame, 2 + content.lines.length), alt: `Tables and charts on the sheet Summary: ${charts.join(", ")}.` },
    {
      page: sheetPicture(grids[0] ?? summary, frame),
      alt: `The sheet Start with ${content.howTo.length} steps and ${content.settings.length} settings.`,
    },
  ]
}

function countsOf(grids: Grid[], content: WorkbookContent) {
  const cells = grids.flatMap((grid) => [...grid.cells.values()])
  return {
    sheets: grids.length,
    formulas: cells.filter((cell) => cell.formula !== undefined).length,
    charts: content.breakdowns.length,
    settings: content.settings.length,
    "drop-down lists": content.logs.flatMap((log) => log.columns.filter((column) => column.choices?.length && !column.calc)).length,
    "rows of room": content.logs.reduce((sum, log) => sum + log.capacity, 0),
    "sample rows": content.logs.reduce((sum, log) => sum + log.rows.length, 0),
  }
}

function countWords(grids: Grid[]): number {
  const texts = grids.flatMap((grid) => [...grid.cells.values()]).filter((cell) => typeof cell.value === "string" && cell.look !== "sample")
  return texts.reduce((sum, cell) => sum + String(cell.value).split(/\s+/).filter(Boolean).length, 0)
}
