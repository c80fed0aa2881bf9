import { and, asc, gte, lte } from "drizzle-orm"
import { z } from "zod"
import { metricFigures } from "#schemas/tables/index.ts"
import { csvOf } from "#workers/lib/csv.ts"
import { operation } from "#workers/operation.ts"
import { windowOf } from "./definition.ts"
import { definitionOf } from "./definitions.ts"

const columns = ["day", "metric", "window_days", "part", "field", "value", "n", "unit", "why"]

/** One line a figure and one for each field of what it is made of; a value that is missing is an empty cell and not 0. */
export const exportMetrics = operation({
  name: "metric.export",
  about: "Gives the kept figures of the last days as CSV, oldest first.",
  scope: "read",
  approval: "none",
  input: z.strictObject({ days: z.coerce.number().int().min(1).max(400).default(90) }),
  output: z.strictObject({ csv: z.string(), rows: z.int() }),
})(async (ctx, { days }) => {
  const { firstDay, lastDay } = windowOf(ctx.now(), days)
  const kept = await ctx.db
    .select()
    .from(metricFigures)
    .where(and(gte(metricFigures.day, firstDay), lte(metricFigures.day, lastDay)))
    .orderBy(asc(metricFigures.day), asc(metricFigures.name))
  const text = (value: number | null) => (value === null ? "" : String(value))
  const lines = kept.flatMap(({ name, days: window, day, value, n, why, parts }) => {
    const unit = definitionOf(name)?.unit ?? ""
    const line = (part: string, field: string, of: number | null) => [
      day,
      name,
      String(window),
      part,
      field,
      text(of),
      String(n),
      unit,
      why ?? "",
    ]
    return [
      line("", "value", value),
      ...parts.flatMap((part) => Object.entries(part.values).map(([field, of]) => line(part.name, field, of))),
    ]
  })
  return { csv: csvOf([columns, ...lines]), rows: lines.length }
})
