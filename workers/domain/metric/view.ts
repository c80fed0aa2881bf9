import { and, asc, desc, eq, gte, lte, sql } from "drizzle-orm"
import { z } from "zod"
import { MetricDefinition, MetricValue } from "#schemas/metric.ts"
import { ledgerDays, funnelDays, metricFigures, shopFacts } from "#schemas/tables/index.ts"
import { notFound } from "#workers/errors.ts"
import type { Ctx } from "#workers/context.ts"
import { operation } from "#workers/operation.ts"
import { dayOf, windowOf, type Definition } from "./definition.ts"
import { definitionOf, definitions } from "./definitions.ts"
import { moneyFact, MoneyCheck } from "./reconcile.ts"

const History = z.array(z.strictObject({ day: z.iso.date(), value: z.number().nullable() }))
const MetricLine = z.strictObject({
  ...MetricDefinition.shape,
  ...MetricValue.shape,
  at: z.iso.datetime().describe("when it was computed"),
  history: History.describe("the figure as it was kept on each day, oldest first"),
})
const MoneyDay = z.strictObject({
  day: z.iso.date(),
  net: z.int(),
  margin: z.int(),
  views: z.int(),
  carts: z.int(),
  checkouts: z.int(),
  paid: z.int(),
})

const historyDays = 90
const describe = ({ compute: _compute, ...about }: Definition) => about

/** What was kept last; a metric that was never kept is computed now. */
export const listMetrics = operation({
  name: "metric.list",
  about: "Lists every metric with its definition, its last figure and how it was on the days before.",
  scope: "read",
  approval: "none",
  input: z.strictObject({}),
  output: z.strictObject({ items: z.array(MetricLine), currency: z.string(), daily: z.array(MoneyDay), money: MoneyCheck.nullable() }),
})(async (ctx) => {
  const since = windowOf(ctx.now(), historyDays).firstDay
  const [kept, daily, money] = await Promise.all([
    // The last one of each with all its parts, the ones before as bare figures.
    ctx.db.select().from(metricFigures).where(eq(metricFigures.day, lastDay)).orderBy(asc(metricFigures.name)),
    dailyMoney(ctx, 28),
    lastCheck(ctx),
  ])
  const past = await ctx.db
    .select({ name: metricFigures.name, days: metricFigures.days, day: metricFigures.day, value: metricFigures.value })
    .from(metricFigures)
    .where(and(gte(metricFigures.day, since), lte(metricFigures.day, dayOf(ctx.now()))))
    .orderBy(asc(metricFigures.day))
  const items = await Promise.all(
    definitions.map(async (definition) => {
      const own = <R extends { name: string; days: number }>(row: R) => row.name === definition.name && row.days === definition.days
      const last = kept.find(own)
      const history = past.filter(own).map(({ day, value }) => ({ day, value }))
      const figure = last
        ? { value: last.value, n: last.n, why: last.why, parts: last.parts, at: last.at }
        : await compute(ctx, definition, definition.days)
      return { ...describe(definition), ...figure, at: figure.at.toISOString(), history }
    }),
  )
  return { items, currency: ctx.brand.currency, daily, money }
})

const lastDay = sql`(SELECT max(day) FROM ${metricFigures})`

async function compute(ctx: Ctx, definition: Definition, days: number) {
  const { value, n, why = null, parts = [] } = await definition.compute(ctx, windowOf(ctx.now(), days))
  return { value, n, why, parts, at: ctx.now() }
}

/** Computed now, over any window. */
export const viewMetric = operation({
  name: "metric.view",
  about: "Computes one metric now, over the days that are asked for.",
  scope: "read",
  approval: "none",
  input: z.strictObject({
    name: z.string().max(60),
    days: z.coerce.number().int().min(1).max(1100).optional().describe("whole days before today; the metric's own window when absent"),
  }),
  output: MetricLine,
})(async (ctx, { name, days }) => {
  const definition = definitionOf(name)
  if (!definition) throw notFound("metric", name)
  const span = days ?? definition.days
  const history = await ctx.db
    .select({ day: metricFigures.day, value: metricFigures.value })
    .from(metricFigures)
    .where(and(eq(metricFigures.name, name), eq(metricFigures.days, span)))
    .orderBy(desc(metricFigures.day))
    .limit(historyDays)
  const figure = await compute(ctx, definition, span)
  return { ...describe(definition), days: span, ...figure, at: figure.at.toISOString(), history: history.toReversed() }
})

async function lastCheck(ctx: Ctx): Promise<MoneyCheck | null> {
  const [row] = await ctx.db.select().from(shopFacts).where(eq(shopFacts.name, moneyFact))
  return row ? MoneyCheck.parse(JSON.parse(row.value)) : null
}

/** Every day of the window, also those on which nothing happened: a chart without gaps in time. */
async function dailyMoney(ctx: Ctx, days: number) {
  const { firstDay, from } = windowOf(ctx.now(), days)
  const sumOf = (kinds: string) =>
    sql<number>`coalesce(-sum(CASE WHEN substr(${ledgerDays.account}, 1, instr(${ledgerDays.account} || ':', ':') - 1) IN (${sql.raw(kinds)}) THEN ${ledgerDays.amount} END), 0)`
  const net = "'revenue','discounts','refunds','disputes'"
  const [money, steps] = await Promise.all([
    ctx.db
      .select({ day: ledgerDays.day, net: sumOf(net), margin: sumOf(`${net},'fees','model-costs','ads'`) })
      .from(ledgerDays)
      .where(and(gte(ledgerDays.day, firstDay), eq(ledgerDays.currency, ctx.brand.currency)))
      .groupBy(ledgerDays.day),
    ctx.db
      .select({ day: funnelDays.day, step: funnelDays.step, count: sql<number>`sum(${funnelDays.count})` })
      .from(funnelDays)
      .where(gte(funnelDays.day, firstDay))
      .groupBy(funnelDays.day, funnelDays.step),
  ])
  return Array.from({ length: days + 1 }, (_, at) => {
    const day = dayOf(new Date(from.getTime() + at * 86_400_000))
    const booked = money.find((row) => row.day === day)
    const count = (step: string) => steps.find((row) => row.day === day && row.step === step)?.count ?? 0
    return {
      day,
      net: booked?.net ?? 0,
      margin: booked?.margin ?? 0,
      views: count("view"),
      carts: count("cart"),
      checkouts: count("checkout"),
      paid: count("paid"),
    }
  })
}
