import type { WorkbookContent } from "#schemas/content/workbook.ts"
import { type Cell, type SheetChart, type WriteSheet, writeXlsx } from "hucre/xlsx"
import type { Kit } from "../forge.ts"
import { letters, sheetRef } from "./formula.ts"
import type { Grid, GridChart } from "./grid.ts"
import type { Layout } from "./layout.ts"
import { cellStyle, type Tones } from "./styles.ts"

/** The grids as one XLSX. Programs compute it again when they open it; the values kept inside already agree. */
export function writeWorkbook(content: WorkbookContent, grids: Grid[], layout: Layout, tones: Tones, kit: Kit): Promise<Uint8Array> {
  const { brand, madeAt } = kit
  return writeXlsx({
    sheets: grids.map((grid, n) => sheetOf(grid, n, content, tones, kit)),
    namedRanges: layout.defined,
    defaultFont: { name: "Calibri", size: 11 },
    activeSheet: 0,
    properties: {
      title: content.title,
      subject: content.subtitle,
      creator: brand.name,
      lastModifiedBy: brand.name,
      company: brand.legalName,
      created: madeAt,
      modified: madeAt,
    },
  })
}

function sheetOf(grid: Grid, n: number, content: WorkbookContent, tones: Tones, kit: Kit): WriteSheet {
  const cells = new Map<string, Partial<Cell>>()
  const rows: WriteSheet["rows"] = []
  for (const [key, cell] of grid.cells) {
    const [row = 0] = key.split(",").map(Number)
    for (let at = rows.length; at <= row; at++) rows.push([])
    const style = cellStyle(cell, tones, content.currency)
    if (cell.formula === undefined)
      cells.set(key, { value: cell.value, style, ...(cell.link ? { hyperlink: { target: "", location: sheetRef(cell.link, "A1") } } : {}) })
    else {
      const address = a1(key)
      cells.set(key, {
        formula: cell.formula,
        formulaResult: cell.value ?? "",
        style,
        ...(cell.array ? { formulaType: "array", formulaRef: address } : {}),
      })
    }
  }
  const american = ["USD", "CAD", "MXN"].includes(content.currency)
  return {
    name: grid.name,
    rows,
    cells,
    columns: grid.widths.map((width) => ({ width })),
    rowDefs: new Map([...grid.heights].map(([row, height]) => [row, { height }])),
    merges: grid.merges.map(({ row, from, to }) => ({ startRow: row, startCol: from, endRow: row, endCol: to })),
    ...(grid.frozen > 0 ? { freezePane: { rows: grid.frozen } } : {}),
    dataValidations: grid.validations,
    conditionalRules: grid.rules,
    charts: grid.charts.map((chart) => chartOf(chart, tones)),
    view: { showGridLines: false, tabColor: { rgb: (n === 0 ? tones.accent : tones.tint).slice(1) } },
    pageSetup: {
      paperSize: american ? "letter" : "a4",
      orientation: grid.landscape ? "landscape" : "portrait",
      fitToPage: true,
      fitToWidth: 1,
      fitToHeight: grid.onePage ? 1 : 0,
      margins: { top: 0.6, right: 0.5, bottom: 0.7, left: 0.5, header: 0.3, footer: 0.3 },
    },
    headerFooter: { oddFooter: `&L&8${headerText(kit.brand.name)}&C&8&A&R&8&P / &N` },
    a11y: { summary: grid.name },
  }
}

/** In headers an ampersand starts a code; two print one. */
const headerText = (text: string) => text.replaceAll("&", "&&")

function a1(key: string): string {
  const [row = 0, column = 0] = key.split(",").map(Number)
  return `${letters(column)}${row + 1}`
}

function chartOf({ title, row, rows, column, labels, values, months }: GridChart, tones: Tones): SheetChart {
  return {
    type: months ? "column" : "bar",
    title,
    titleFontSize: 12,
    titleBold: true,
    titleColor: tones.ink.slice(1),
    legend: false,
    gapWidth: 60,
    series: [{ name: title, values, categories: labels, color: tones.accent.slice(1) }],
    anchor: { from: { row, col: column }, to: { row: row + rows, col: column + 6 } },
    axes: { y: { numberFormat: { formatCode: "#,##0" } } },
    altText: `${months ? "Column" : "Bar"} chart: ${title}`,
  }
}
