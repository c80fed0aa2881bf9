import { sql } from "drizzle-orm"
import { accountKinds, type AccountKind } from "#schemas/ledger.ts"
import { decisions, flags, ledgerEntries, ledgerPostings, orders, products, proposals } from "#schemas/tables/index.ts"
import type { Ctx } from "#workers/context.ts"
import { decisionHash, ledgerHash } from "./hashes.ts"
import type { Market, Plan, Tally } from "./market.ts"

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
export type Story = { at: string; what: string; who: string; about: string; why: string }
export type Outcome = {
  plan: Plan
  world: Record<string, number>
  days: DayFigures[]
  totals: Omit<DayFigures, "day" | "live"> & { conversion: number; live: number }
  tally: Tally
  jobs: Market["jobs"]
  stories: Story[]
  counts: Record<string, number>
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
    world: market.world,
    days: figures,
    totals: { ...totals, conversion: totals.visits > 0 ? totals.orders / totals.visits : 0, live: figures.at(-1)?.live ?? 0 },
    tally: market.tally,
    jobs: market.jobs,
    stories: await stories(ctx),
    counts: await counts(ctx),
    hashes: { ledger: await ledgerHash(ctx), decisions: await decisionHash(ctx) },
  }
}

/** What was proposed and decided, and why, in the order of time. */
async function stories(ctx: Ctx): Promise<Story[]> {
  const [filed, decided, names] = await Promise.all([
    ctx.db.select().from(proposals),
    ctx.db.select().from(decisions),
    ctx.db.select({ id: products.id, title: products.title }).from(products),
  ])
  const nameOf = (id: string) => names.find((one) => one.id === id)?.title ?? id
  return [
    ...filed.map((one) => ({
      at: one.createdAt.toISOString(),
      what: `proposal ${one.kind}: ${one.status}`,
      who: one.author,
      about: nameOf(one.subject),
      why: one.summary,
    })),
    ...decided.map((one) => ({ at: one.at.toISOString(), what: one.decision, who: one.agent, about: nameOf(one.subject), why: one.why })),
  ].toSorted((a, b) => a.at.localeCompare(b.at) || a.what.localeCompare(b.what) || a.about.localeCompare(b.about))
}

async function counts(ctx: Ctx): Promise<Record<string, number>> {
  const statuses = await ctx.db
    .select({ status: proposals.status, n: sql<number>`count(*)` })
    .from(proposals)
    .groupBy(proposals.status)
  return {
    ...Object.fromEntries(statuses.map(({ status, n }) => [`proposals ${status}`, n])),
    decisions: await ctx.db.$count(decisions),
    flags: await ctx.db.$count(flags),
    "orders open or failed": await ctx.db.$count(orders, sql`${orders.status} NOT IN ('paid', 'refunded', 'disputed')`),
  }
}
