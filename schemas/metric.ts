import { z } from "zod"

/** What a visitor does on the way to a sale, counted in sums. */
export const FunnelStep = z.enum(["view", "search", "search_empty", "cart", "checkout", "paid"])
export type FunnelStep = z.infer<typeof FunnelStep>

export const MetricUnit = z.enum(["count", "ratio", "minor units", "hours", "minutes", "points"])
export type MetricUnit = z.infer<typeof MetricUnit>

/** A row of what a figure is made of: a campaign, a cohort, a currency. Null is missing data, as in the figure itself. */
export const MetricPart = z.strictObject({ name: z.string(), values: z.record(z.string(), z.number().nullable()) })
export type MetricPart = z.infer<typeof MetricPart>

export const MetricValue = z.strictObject({
  value: z.number().nullable().describe("null: there is no data, which is not the same as 0"),
  n: z.int().describe("how many things it was counted over"),
  why: z.string().nullable().describe("why there is no value, or what to keep in mind about it"),
  parts: z.array(MetricPart).describe("what it is made of"),
})
export type MetricValue = z.infer<typeof MetricValue>

/** A definition, for people: the same text stands in docs/metrics.md and beside the figure. */
export const MetricDefinition = z.strictObject({
  name: z.string(),
  title: z.string(),
  unit: MetricUnit,
  formula: z.string(),
  sources: z.array(z.string()).describe("tables that it is counted from"),
  window: z.string(),
  days: z.int().describe("the window when none is asked for"),
})
export type MetricDefinition = z.infer<typeof MetricDefinition>
