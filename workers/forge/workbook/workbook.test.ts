import { unzipSync, strFromU8 } from "fflate"
import { readXlsx, type Sheet } from "hucre/xlsx"
import { expect, test } from "vitest"
import { WorkbookContent } from "#schemas/content/workbook.ts"
import { brand } from "#seeds/brand.ts"
import { testKit } from "#workers/test/kit.ts"
import { evaluate } from "./evaluate.ts"
import { hostileWorkbook, workbookFixture } from "./fixture.ts"
import { workbook } from "./index.ts"
import { serialOf } from "./serial.ts"

/** Pictures take most of the time, so only the test that compares them draws them. */
async function sheetsOf(content: WorkbookContent, pictures = false) {
  const kit = await testKit(brand)
  const made = await workbook.make(content, pictures ? kit : { ...kit, png: async () => new Uint8Array(1) })
  const bytes = made.deliverables[0]?.bytes ?? new Uint8Array()
  const { sheets } = await readXlsx(bytes, { readStyles: true })
  return { made, bytes, sheets, sheet: (name: string): Sheet | undefined => sheets.find((each) => each.name === name) }
}

test("the workbook's cells hold live formulas, and the values they show are the evaluator's", async () => {
  const { made, sheet } = await sheetsOf(workbookFixture)
  const values = evaluate(workbookFixture)
  const summary = sheet("Summary")
  workbookFixture.lines.forEach((line, n) => {
    const cell = summary?.cells?.get(`${4 + n},1`)
    expect(cell?.formula, line.key).toBeTruthy()
    // The reader turns a number in a date's format into a Date.
    const value = cell?.formulaResult instanceof Date ? serialOf(cell.formulaResult.toISOString().slice(0, 10)) : cell?.formulaResult
    expect(value ?? "", line.key).toBe(values.lines[line.key] ?? "")
  })
  expect(summary?.cells?.get("6,1")?.formula).toBe('SUMPRODUCT((invoices_paid="")*(invoices_fee<>""))')
  expect(summary?.rows[6]?.[2]).toBe("Too high")
  expect(sheet("Invoices")?.cells?.get("4,6")?.formula).toBe('IF(OR(E5="",F5="",N(E5)=0),"",N(F5)/N(E5))')
  // Rows: 300 × 4 and 200; lines and their checks: 16 and 4; one banner; three cells a group, one a total.
  expect(made.facts.counts.formulas).toBe(1400 + 20 + 1 + (4 + 12 + 5) * 3 + 3)
})

test("formulas, drop-downs and limits reach down to the capacity, and charts read the breakdowns", async () => {
  const { sheet, bytes } = await sheetsOf(workbookFixture)
  const invoices = sheet("Invoices")
  expect(invoices?.cells?.get("303,6")?.formula).toContain("F304")
  expect(invoices?.cells?.get("304,6")).toBeUndefined()
  expect(invoices?.dataValidations?.find((rule) => rule.type === "list")).toMatchObject({
    formula1: "choices_invoices_kind",
    range: "D5:D304",
  })
  expect(invoices?.freezePane?.rows).toBe(4)
  const files = unzipSync(bytes)
  const charts = Object.keys(files).filter((name) => /charts\/chart\d+\.xml$/.test(name))
  expect(charts).toHaveLength(3)
  expect(strFromU8(files[charts[0] ?? ""] ?? new Uint8Array())).toContain("Summary")
  expect(strFromU8(files["xl/workbook.xml"] ?? new Uint8Array())).toContain("settings_taxRate")
})

test("hostile names and texts stay data: no formula is born from a cell, and every sheet has a legal name", async () => {
  const { sheets, sheet } = await sheetsOf(hostileWorkbook)
  expect(sheets.map((each) => each.name)).toEqual(["Start", "It's a log 1 2 3", "Summary 2", "Summary", "Lists"])
  const log = sheet("It's a log 1 2 3")
  expect(log?.rows[4]?.[1]).toBe('=HYPERLINK("http://evil.example","x")')
  expect(log?.cells?.get("4,1")?.formula).toBeUndefined()
  expect(log?.rows[5]?.[1]).toBe("שלום <b>&amp;</b>")
})

test("the same content gives the same bytes", async () => {
  const [first, second] = [await sheetsOf(hostileWorkbook, true), await sheetsOf(structuredClone(hostileWorkbook), true)]
  expect(first.bytes).toEqual(second.bytes)
  expect(first.made.previews.length).toBeGreaterThanOrEqual(3)
  expect(first.made.previews.map((preview) => preview.bytes)).toEqual(second.made.previews.map((preview) => preview.bytes))
})

test("a workbook whose formulas lead nowhere is refused with the reason", async () => {
  const broken = { ...workbookFixture, breakdowns: [{ title: "By mood", log: "invoices", by: "mood", sum: "fee" }] }
  await expect(workbook.make(WorkbookContent.parse(broken), await testKit(brand))).rejects.toThrow(
    'The breakdown "By mood" names a log or column that is not there.',
  )
})
