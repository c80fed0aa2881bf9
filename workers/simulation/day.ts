import { eq, sql } from "drizzle-orm"
import { inside } from "#workers/context.ts"
import { orders, posts, products, sales } from "#schemas/tables/index.ts"
import { schedules } from "#workers/domain/status/index.ts"
import { runJob } from "#workers/jobs/host.ts"
import { publishApproved } from "./opening.ts"
import { until, type Market } from "./market.ts"
import { plantHarm } from "./plant.ts"
import { policies } from "./policies.ts"
import { returning, visitsOf, type Visit } from "./population.ts"
import { visit } from "./shopper.ts"

const dayMs = 86_400_000
const firstLook = 3 * 3_600_000

/** One day of the market: visits at their times, and between them the jobs of the schedule as they come due. */
export async function playDay(market: Market, day: number): Promise<void> {
  const from = market.start + day * dayMs
  await until(market, from)
  await policies[market.plan.policy].morning(market, day)
  await plantHarm(market, day)
  await market.settle()
  for (const one of visitsOf(market.plan.seed, market.world, market.population, from, await postedLately(market))) plan(market, one)
  // From three at night, when the last of the nightly jobs and Monday's have come due.
  for (let at = from + firstLook; at < from + dayMs; at += market.plan.tick * 60_000) {
    await until(market, at)
    await fire(market, at)
  }
  await until(market, from + dayMs - 1)
  await note(market, from)
}

/** Visits, paid orders here and on the channels, and goods on sale of the day that ends. */
async function note(market: Market, from: number): Promise<void> {
  const { db } = market.owner()
  const before = Array.from(market.days.values()).reduce((sum, one) => sum + one.visits, 0)
  const orderCount = await db.$count(orders, sql`${orders.paidAt} >= ${from} AND ${orders.paidAt} < ${from + dayMs}`)
  const saleCount = await db.$count(sales, sql`${sales.soldAt} >= ${from} AND ${sales.soldAt} < ${from + dayMs}`)
  const live = await db.$count(products, eq(products.live, true))
  const day = new Date(from).toISOString().slice(0, 10)
  market.days.set(day, { visits: market.tally.visits - before, orders: orderCount + saleCount, live })
}

function plan(market: Market, one: Visit): void {
  const what = async () => {
    const again = (await visit(market, one)) ? returning(market.plan.seed, market.world, one) : null
    if (again) plan(market, again)
  }
  market.later.push({ at: one.at, what })
}

/** Runs what the schedule has due, each job once however often it would have fired since the last tick. */
async function fire(market: Market, at: number): Promise<void> {
  const now = new Date(at)
  for (const { name, next } of schedules) {
    const due = market.nextAt.get(name) ?? next(new Date(at - 1)).getTime()
    market.nextAt.set(name, due)
    if (due > at) continue
    market.nextAt.set(name, next(now).getTime())
    if (!policies[market.plan.policy].runs(name)) continue
    const ran = await runJob(market.as(inside("job", name)), name, now.toISOString())
    market.jobs.runs++
    if (ran && !ran.ok) market.jobs.failed[name] = ran.result.slice(0, 300)
    await market.settle()
  }
  await publishApproved(market)
}

async function postedLately(market: Market): Promise<boolean> {
  const { db, now } = market.owner()
  const since = now().getTime() - 3 * dayMs
  return (await db.$count(posts, sql`${posts.createdAt} >= ${since}`)) > 0
}
