import { sql } from "drizzle-orm"
import { accountKinds, type AccountKind } from "#schemas/ledger.ts"
import { ledgerEntries, ledgerPostings } from "#schemas/tables/index.ts"
import type { Ctx } from "#workers/context.ts"
import { chronicleOf, type Chronicle } from "./chronicle.ts"
import { goodsOf, type Good } from "./goods.ts"
import { decisionHash, ledgerHash } from "./hashes.ts"
import type { Attack, Market, Plan, Tally } from "./market.ts"
import { plantedIn, type Planted } from "./plant.ts"

/** Money in cents of the shop's currency, from the ledger. Costs are fees, disputes, models and advertising. */
export type DayFigures = {
  day: string
  visits: number
  orders: number
  revenue: number
  refunds: number
  costs: number
  profit: number
  live: number
}
export type Outcome = {
  plan: Plan
  currency: string
  world: Record<string, number>
  days: DayFigures[]
  totals: Omit<DayFigures, "day" | "live"> & { conversion: number; live: number }
  tally: Tally
  jobs: Market["jobs"]
  goods: Good[]
  planted: Planted[]
  attacks: Attack[]
  chronicle: Chronicle
  hashes: { ledger: string; decisions: string }
}

type Sums = Pick<DayFigures, "revenue" | "refunds" | "costs" | "profit">
const kindOf = (account: string) => accountKinds[(account.split(":")[0] ?? "") as AccountKind]

/** Income and expenses of each day; profit is what is left of one after the other. */
async function booksByDay(ctx: Ctx): Promise<Map<string, Sums>> {
  const day = sql<string>`date(${ledgerEntries.at} / 1000, 'unixepoch')`
  const rows = await ctx.db
    .select({ day, account: ledgerPostings.account, currency: ledgerPostings.currency, amount: sql<number>`sum(${ledgerPostings.amount})` })
    .from(ledgerPostings)
    .innerJoin(ledgerEntries, sql`${ledgerEntries.id} = ${ledgerPostings.entryId}`)
    .groupBy(day, ledgerPostings.account, ledgerPostings.currency)
  const days = new Map<string, Sums>()
  for (const { day: on, account, currency, amount } of rows) {
    if (currency !== ctx.brand.currency)
      throw new Error(`The simulation sells in ${ctx.brand.currency} only; ${account} holds ${currency}.`)
    const sums = days.get(on) ?? { revenue: 0, refunds: 0, costs: 0, profit: 0 }
    const kind = kindOf(account)
    if (kind === "income") sums.revenue -= amount
    if (kind === "expense" && account === "refunds") sums.refunds += amount
    if (kind === "expense" && account !== "refunds") sums.costs += amount
    if (kind === "income" || kind === "expense") sums.profit -= amount
    days.set(on, sums)
  }
  return days
}

/** What the books and the tables say after so many days. */
export async function outcomeOf(market: Market, days: number): Promise<Outcome> {
  const ctx = market.owner()
  const books = await booksByDay(ctx)
  const figures = Array.from({ length: days }, (_, n): DayFigures => {
    const day = new Date(market.start + n * 86_400_000).toISOString().slice(0, 10)
    const noted = market.days.get(day) ?? { visits: 0, orders: 0, live: 0 }
    return { day, ...noted, ...(books.get(day) ?? { revenue: 0, refunds: 0, costs: 0, profit: 0 }) }
  })
  const sum = (name: keyof Omit<DayFigures, "day">) => figures.reduce((total, one) => total + one[name], 0)
  const totals = {
    visits: sum("visits"),
    orders: sum("orders"),
    revenue: sum("revenue"),
    refunds: sum("refunds"),
    costs: sum("costs"),
    profit: sum("profit"),
  }
  return {
    plan: market.plan,
    currency: ctx.brand.currency,
    world: market.world,
    days: figures,
    totals: { ...totals, conversion: totals.visits > 0 ? totals.orders / totals.visits : 0, live: figures.at(-1)?.live ?? 0 },
    tally: market.tally,
    jobs: market.jobs,
    goods: await goodsOf(ctx, market.start),
    planted: await plantedIn(ctx, market),
    attacks: market.attacks,
    chronicle: await chronicleOf(ctx),
    hashes: { ledger: await ledgerHash(ctx), decisions: await decisionHash(ctx) },
  }
}
