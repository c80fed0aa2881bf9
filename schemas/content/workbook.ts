import { z } from "zod"

const line = (max: number) => z.string().trim().min(1).max(max)
const Key = z.string().regex(/^[a-z][a-zA-Z0-9]{0,23}$/, "Use a short camelCase key.")
export const CellFormat = z.enum(["text", "date", "integer", "decimal", "money", "percent"])

/** A column's key, a setting written `settings.key`, a summary line written `lines.key`, or a number. */
export const Operand = z.union([z.number(), z.string().regex(/^(settings\.|lines\.)?[a-z][a-zA-Z0-9]{0,23}$/)])
/** One arithmetic step. Division by an empty or zero cell gives an empty cell, never an error. */
export const Calc = z.strictObject({ op: z.enum(["add", "subtract", "multiply", "divide"]), left: Operand, right: Operand })
export type Calc = z.infer<typeof Calc>

export const WorkbookColumn = z.strictObject({
  key: Key,
  label: line(28),
  format: CellFormat,
  choices: z.array(line(30)).max(20).optional(),
  calc: Calc.optional().describe("a formula over other columns of the row and settings"),
})

export const WorkbookLog = z.strictObject({
  key: Key,
  name: line(28),
  about: line(200),
  columns: z.array(WorkbookColumn).min(3).max(10),
  rows: z
    .array(z.record(Key, z.union([z.string(), z.number()])))
    .min(3)
    .max(60)
    .describe("sample rows; dates as YYYY-MM-DD"),
  capacity: z.int().min(20).max(1000).describe("rows that carry formulas and validation"),
})

/** A line of the summary: one aggregate over a log, or one step over earlier lines and settings. */
export const WorkbookLine = z.strictObject({
  key: Key,
  label: line(44),
  format: CellFormat,
  aggregate: z
    .strictObject({
      of: z.enum(["sum", "average", "count", "max", "min"]),
      log: Key,
      column: Key,
      where: z.strictObject({ column: Key, equals: z.string().max(40) }).optional(),
    })
    .optional(),
  calc: Calc.optional(),
  warnBelow: Operand.optional().describe("conditional format when the value is lower"),
  warnAbove: Operand.optional(),
})

export const WorkbookContent = z.strictObject({
  kind: z.literal("workbook"),
  title: line(70),
  subtitle: line(120),
  currency: z.string().regex(/^[A-Z]{3}$/),
  howTo: z.array(line(200)).min(3).max(8),
  settings: z
    .array(z.strictObject({ key: Key, label: line(44), value: z.union([z.string(), z.number()]), format: CellFormat, note: line(140) }))
    .min(1)
    .max(14),
  logs: z.array(WorkbookLog).min(1).max(5),
  lines: z.array(WorkbookLine).min(4).max(24),
  breakdowns: z
    .array(
      z.strictObject({ title: line(44), log: Key, by: Key.describe("a column with choices, or a date column: then by month"), sum: Key }),
    )
    .min(1)
    .max(4),
})
export type WorkbookContent = z.infer<typeof WorkbookContent>
