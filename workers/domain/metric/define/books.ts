import { gte, and, lte, sql } from "drizzle-orm"
import { ledgerDays } from "#schemas/tables/index.ts"
import type { Ctx } from "#workers/context.ts"
import type { Window } from "../definition.ts"

/** What the books say about a span of time in one currency, in minor units. Costs are positive; `sales` counts entries that earned. */
export type Books = {
  gross: number
  discounts: number
  refunds: number
  disputes: number
  tax: number
  fees: number
  models: number
  ads: number
  sales: number
}
type Line = { account: string; currency: string; amount: number; entries: number }

/** Accounts by currency: the days are the rows, so a shop with any number of orders reads the same. */
export async function ledgerLines(ctx: Ctx, { firstDay, lastDay }: Window): Promise<Line[]> {
  return ctx.db
    .select({
      account: ledgerDays.account,
      currency: ledgerDays.currency,
      amount: sql<number>`sum(${ledgerDays.amount})`,
      entries: sql<number>`sum(${ledgerDays.entries})`,
    })
    .from(ledgerDays)
    .where(and(gte(ledgerDays.day, firstDay), lte(ledgerDays.day, lastDay)))
    .groupBy(ledgerDays.account, ledgerDays.currency)
}

/** The books of every currency that moved; the shop's own is always there. */
export async function booksOf(ctx: Ctx, window: Window): Promise<Map<string, Books>> {
  const books = new Map([[ctx.brand.currency, emptyBooks()]])
  for (const line of await ledgerLines(ctx, window)) {
    const of = books.get(line.currency) ?? emptyBooks()
    books.set(line.currency, of)
    add(of, line)
  }
  return books
}

const emptyBooks = (): Books => ({ gross: 0, discounts: 0, refunds: 0, disputes: 0, tax: 0, fees: 0, models: 0, ads: 0, sales: 0 })

const columns: Record<string, Exclude<keyof Books, "gross" | "tax" | "sales">> = {
  discounts: "discounts",
  refunds: "refunds",
  disputes: "disputes",
  fees: "fees",
  "model-costs": "models",
  ads: "ads",
}

function add(books: Books, { account, amount, entries }: Line): void {
  const kind = account.split(":")[0] ?? ""
  const column = columns[kind]
  if (column) books[column] += amount
  // What is earned and what is owed stand on the credit side, which is negative.
  if (kind === "tax-payable") books.tax -= amount
  if (kind !== "revenue") return
  books.gross -= amount
  books.sales += entries
}

/** Earned, without tax, after what went back to buyers. */
export const netOf = ({ gross, discounts, refunds, disputes }: Books): number => gross - discounts - refunds - disputes
/** What is left of it after everything that it cost. */
export const marginOf = (books: Books): number => netOf(books) - books.fees - books.models - books.ads
