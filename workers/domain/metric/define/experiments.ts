import { desc, eq, sql } from "drizzle-orm"
import type { MetricPart } from "#schemas/metric.ts"
import { experimentDays, experiments } from "#schemas/tables/index.ts"
import { define, missing } from "../definition.ts"

const mostShown = 20

export const experimentMatrix = define({
  name: "experiments.matrix",
  title: "Experiments",
  unit: "count",
  formula:
    "Experiments that have shown something to somebody; for each arm its visitors, conversions, refunds and revenue, as the judge counts them.",
  sources: ["experiments", "experiment_days"],
  window: "the last twenty, over their whole time",
  days: 90,
  async compute(ctx) {
    const last = ctx.db
      .select({ id: experiments.id, key: experiments.key, status: experiments.status })
      .from(experiments)
      .orderBy(desc(experiments.createdAt))
      .limit(mostShown)
      .as("last")
    const rows = await ctx.db
      .select({
        key: last.key,
        arm: experimentDays.arm,
        visitors: sql<number>`sum(${experimentDays.visitors})`,
        conversions: sql<number>`sum(${experimentDays.conversions})`,
        refunds: sql<number>`sum(${experimentDays.refunds})`,
        revenue: sql<number>`sum(${experimentDays.revenue})`,
      })
      .from(last)
      .innerJoin(experimentDays, eq(experimentDays.experimentId, last.id))
      .groupBy(last.key, experimentDays.arm)
      .orderBy(last.key, experimentDays.arm)
    const parts = rows.map(({ key, arm, ...values }): MetricPart => {
      return { name: `${key} ${arm}`, values: { ...values, rate: values.visitors > 0 ? values.conversions / values.visitors : null } }
    })
    const shown = new Set(rows.map(({ key }) => key)).size
    return shown > 0 ? { value: shown, n: shown, parts } : missing("No experiment has shown anything.")
  },
})
