import { expect, test } from "vitest"
import type { WorkbookContent } from "#schemas/content/workbook.ts"
import { workbookProblems } from "./check.ts"
import { evaluate } from "./evaluate.ts"
import { workbookFixture } from "./fixture.ts"
import { shown } from "./number-format.ts"
import { addMonths, serialOf } from "./serial.ts"

/** A workbook small enough to work out by hand. */
const ledger: WorkbookContent = {
  ...workbookFixture,
  settings: [
    { key: "rate", label: "Tax", value: 0.25, format: "percent", note: "Share of the fee" },
    { key: "zero", label: "Nothing", value: "", format: "decimal", note: "Left empty" },
  ],
  logs: [
    {
      key: "jobs",
      name: "Jobs",
      about: "One row a job",
      capacity: 20,
      columns: [
        { key: "date", label: "Date", format: "date" },
        { key: "kind", label: "Kind", format: "text", choices: ["Big", "Small"] },
        { key: "hours", label: "Hours", format: "decimal" },
        { key: "fee", label: "Fee", format: "money" },
        { key: "hourly", label: "Hourly", format: "money", calc: { op: "divide", left: "fee", right: "hours" } },
        { key: "net", label: "Net", format: "money", calc: { op: "subtract", left: "fee", right: "tax" } },
        { key: "tax", label: "Tax", format: "money", calc: { op: "multiply", left: "fee", right: "settings.rate" } },
      ],
      rows: [
        { date: "2026-03-05", kind: "Big", hours: 4, fee: 400 },
        { date: "2026-03-31", kind: "small", hours: 0, fee: 100 },
        { date: "2026-04-01", kind: "Big", fee: "60" },
        { kind: "Small", hours: 2 },
      ],
    },
  ],
  lines: [
    { key: "total", label: "Total", format: "money", aggregate: { of: "sum", log: "jobs", column: "fee" } },
    {
      key: "small",
      label: "Small",
      format: "money",
      aggregate: { of: "sum", log: "jobs", column: "fee", where: { column: "kind", equals: "SMALL" } },
    },
    { key: "count", label: "With a fee", format: "integer", aggregate: { of: "count", log: "jobs", column: "fee" } },
    { key: "mean", label: "Mean", format: "money", aggregate: { of: "average", log: "jobs", column: "hourly" } },
    {
      key: "none",
      label: "None",
      format: "money",
      aggregate: { of: "max", log: "jobs", column: "fee", where: { column: "kind", equals: "Other" } },
    },
    {
      key: "undated",
      label: "Undated",
      format: "integer",
      aggregate: { of: "count", log: "jobs", column: "kind", where: { column: "date", equals: "" } },
    },
    { key: "ratio", label: "Ratio", format: "decimal", calc: { op: "divide", left: "lines.total", right: "settings.zero" } },
    { key: "sum", label: "Sum", format: "money", calc: { op: "add", left: "lines.total", right: "lines.none" } },
    { key: "both", label: "Both", format: "money", calc: { op: "multiply", left: "lines.total", right: "lines.none" } },
  ],
  breakdowns: [
    { title: "By kind", log: "jobs", by: "kind", sum: "fee" },
    { title: "By month", log: "jobs", by: "date", sum: "fee" },
  ],
}

test("rows follow their formulas, whatever their order, and stay empty where a cell is missing or zero divides", () => {
  const rows = evaluate(ledger).logs.jobs
  expect(rows?.map(({ hourly, net, tax }) => ({ hourly, net, tax }))).toEqual([
    { hourly: 100, net: 300, tax: 100 },
    { hourly: null, net: 75, tax: 25 },
    { hourly: null, net: 45, tax: 15 },
    { hourly: null, net: null, tax: null },
  ])
})

test("lines aggregate regardless of case, skip what is empty, and turn nothing into an empty cell", () => {
  expect(evaluate(ledger).lines).toEqual({
    total: 560,
    small: 100,
    count: 3,
    mean: 100,
    none: null,
    undated: 1,
    ratio: null,
    sum: 560,
    both: null,
  })
})

test("breakdowns add up by choice and by month, from January of the samples' year", () => {
  const { breakdowns, firstMonth } = evaluate(ledger)
  expect(breakdowns[0]?.groups.map((group) => group.value)).toEqual([460, 100])
  expect(breakdowns[0]?.groups[0]?.share).toBeCloseTo(460 / 560, 12)
  expect(firstMonth).toBe(serialOf("2026-01-01"))
  expect(breakdowns[1]?.groups.map((group) => group.value)).toEqual([0, 0, 500, 60, 0, 0, 0, 0, 0, 0, 0, 0])
})

test("dates count as spreadsheets count them", () => {
  expect([serialOf("1900-03-01"), serialOf("2026-11-22"), serialOf("2026-02-30"), serialOf("22.11.2026")]).toEqual([
    61,
    46348,
    undefined,
    undefined,
  ])
  expect(addMonths(serialOf("2026-11-01") ?? 0, 3)).toBe(serialOf("2027-02-01"))
})

test("values are shown as the cell's format says", () => {
  const cells = [
    shown(-1234.5, "money", "USD"),
    shown(1234.5, "money", "JPY"),
    shown(99.4, "money", "EUR"),
    shown(0.285, "percent", "USD"),
    shown(1.005, "decimal", "USD"),
  ]
  expect(cells).toEqual(["-$1,234.50", "¥1,235", "€99.40", "28.5%", "1.01"])
  expect([shown(46348, "date", "USD"), shown(46348, "month", "USD"), shown(null, "money", "USD")]).toEqual(["2026-11-22", "Nov 2026", ""])
})

test("names that lead nowhere, in a circle or twice are told in sentences", () => {
  const [log] = ledger.logs
  if (!log) throw new Error("the ledger has a log")
  const columns = [
    ...log.columns.slice(0, 4),
    { key: "a", label: "A", format: "decimal" as const, calc: { op: "add" as const, left: "b", right: 1 } },
    { key: "b", label: "B", format: "decimal" as const, calc: { op: "add" as const, left: "a", right: "settings.gone" } },
  ]
  const problems = workbookProblems({
    ...ledger,
    settings: [...ledger.settings, { key: "RATE", label: "Again", value: 1, format: "decimal", note: "Twice" }],
    logs: [{ ...log, columns }],
    lines: [{ key: "x", label: "X", format: "money", calc: { op: "add", left: "lines.later", right: "fee" } }],
    breakdowns: [{ title: "By fee", log: "jobs", by: "fee", sum: "fee" }],
  })
  expect(problems).toEqual([
    'The setting "RATE" is there twice.',
    "The column jobs.a depends on itself.",
    'The column jobs.b uses "settings.gone", which is not there.',
    "The column jobs.b depends on itself.",
    'The line x uses "lines.later", which is neither a setting nor an earlier line.',
    'The line x uses "fee", which is neither a setting nor an earlier line.',
    'The breakdown "By fee" needs a column with choices or dates.',
  ])
  expect(workbookProblems(ledger)).toEqual([])
})
