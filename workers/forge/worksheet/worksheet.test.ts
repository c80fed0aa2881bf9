import { PDFDocument } from "@cantoo/pdf-lib"
import { expect, test } from "vitest"
import type { WorksheetContent } from "#schemas/content/worksheet.ts"
import type { Paper } from "#schemas/good.ts"
import { brand } from "#seeds/brand.ts"
import { testKit } from "#workers/test/kit.ts"
import { onboardingSheets } from "../fixtures.ts"
import { lookOf } from "../page/look.ts"
import { escapes, type Item, type Page } from "../page/page.ts"
import { Typesetter } from "../page/typesetter.ts"
import { packOf, packPages } from "./sheets.ts"
import { worksheet } from "./worksheet.ts"

const kit = await testKit(brand)
const type = new Typesetter(kit.fonts)
const pack = (content: WorksheetContent = onboardingSheets, paper: Paper = "a4") =>
  packPages(packOf(content, brand, lookOf(brand, "worksheet"), type, paper))
const w = (length: number) => "Wide words ".repeat(30).slice(0, length).trim()
const texts = (page: Page | undefined) => (page?.items ?? []).flatMap((item: Item) => (item.kind === "text" ? [item] : []))

test("the files have the pages and the counts that the facts say, and are made the same twice", async () => {
  const made = await worksheet.make(onboardingSheets, kit)
  expect(made.facts.counts).toEqual({ sheets: 4, checklists: 3, "checklist items": 14, tables: 4, questions: 9 })
  for (const file of made.deliverables) expect((await PDFDocument.load(file.bytes)).getPageCount()).toBe(made.facts.pages[file.name])
  expect(made.facts.papers).toEqual(["A4", "US Letter"])
  expect(made.previews.length).toBeGreaterThanOrEqual(3)
  expect((await worksheet.make(onboardingSheets, kit)).deliverables).toEqual(made.deliverables)
})

test("the contents name each sheet with the number of the page it starts on, linked to it", () => {
  const { pages, sheets } = pack()
  const contents = pages.find((page) => page.name === "contents-1")
  for (const sheet of sheets) {
    const start = sheet.pages[0]
    const number = pages.findIndex((page) => page === start) + 1
    const row = texts(contents).find((item) => item.text === sheet.title)
    expect(texts(contents).some((item) => item.text === String(number) && Math.abs(item.y - (row?.y ?? 0)) < 1)).toBe(true)
    expect(contents?.links).toContainEqual(expect.objectContaining({ page: start?.name }))
    expect(texts(start).some((item) => item.text === String(number))).toBe(true)
  }
})

test("every item, question, step, statement and cell of the content stands on a page", () => {
  const all = pack()
    .pages.flatMap(texts)
    .map((item) => item.text)
    .join(" ")
  for (const block of onboardingSheets.sheets.flatMap((sheet) => sheet.blocks)) {
    const said =
      block.type === "checklist"
        ? block.items.flatMap((item) => [item.text, item.note ?? ""])
        : block.type === "table"
          ? [...block.columns, ...block.rows.flat()]
          : block.type === "questions"
            ? block.questions.map((question) => question.text)
            : block.type === "steps"
              ? block.steps.flatMap((step) => [step.text, step.detail ?? ""])
              : block.statements
    for (const text of said) expect(all).toContain(text)
  }
})

test("a pack of the most and longest that the schema allows keeps its texts in their boxes, and titles with their blocks", () => {
  const blocks: WorksheetContent["sheets"][number]["blocks"] = [
    { type: "checklist", title: w(60), items: Array.from({ length: 24 }, () => ({ text: w(140), note: w(160) })) },
    {
      type: "table",
      title: w(60),
      columns: Array.from({ length: 6 }, () => "W".repeat(26)),
      rows: Array.from({ length: 20 }, () => Array.from({ length: 6 }, () => "M".repeat(60))),
      blankRows: 24,
    },
    { type: "questions", title: "Asked here", questions: Array.from({ length: 8 }, () => ({ text: w(160), lines: 8 })) },
    { type: "steps", title: w(60), steps: Array.from({ length: 12 }, () => ({ text: w(160), detail: w(260) })) },
    { type: "scale", title: w(60), low: "L".repeat(24), high: "H".repeat(24), statements: Array.from({ length: 12 }, () => w(110)) },
  ]
  const full = {
    ...onboardingSheets,
    title: "W".repeat(70),
    sheets: Array.from({ length: 24 }, () => ({ title: w(60), intro: w(300), blocks })),
  }
  for (const paper of ["a4", "letter"] as const) {
    const { pages } = pack(full, paper)
    expect(pages.flatMap(escapes)).toEqual([])
    for (const page of pages) {
      const onPage = texts(page)
      const title = onPage.findIndex((item) => item.text === "Asked here")
      if (title >= 0) expect(onPage[title + 1]?.text).toContain("Wide words")
    }
  }
})
