import type { Account } from "#schemas/ledger.ts"
import type { SaleStatus } from "#schemas/sale.ts"
import { share, type Posting } from "#workers/domain/ledger/index.ts"

/** What a sale is worth at one moment, in minor units. */
export type Worth = { status: SaleStatus; currency: string; total: number; tax: number; fees: number | null; refunded: number }

/** Marketplaces collect and pay the buyer's tax themselves; on a shop system it is ours to pay. */
const collectsTaxForUs = new Set(["shopify"])

/** Where the money of a sale stands in the books. The sum is zero by construction: what we are owed is what the rest leaves. */
export function accountsOf(channel: string, { status, total, tax, fees, refunded }: Worth): Map<Account, number> {
  const books = new Map<Account, number>()
  if (status === "pending") return books
  const kept = fees ?? 0
  // A cancelled sale brings nothing; a fee that the channel keeps all the same is still a cost.
  const [gross, duty, back] = status === "cancelled" ? [0, 0, 0] : [total, tax, refunded]
  const dutyBack = share(duty, back, gross)
  const rest: [Account, number][] = [
    [`revenue:${channel}`, duty - gross],
    [`refunds:${channel}`, back - dutyBack],
    [`fees:${channel}`, kept],
    [`tax-payable:${channel}`, collectsTaxForUs.has(channel) ? dutyBack - duty : 0],
  ]
  for (const [account, amount] of rest) books.set(account, amount)
  books.set(
    `receivable:${channel}`,
    rest.reduce((left, [, amount]) => left - amount, 0),
  )
  return books
}

/** What has to be posted when a sale was worth `before` and is worth `after` now: the difference, so that entries add up to the state. */
export function postingsOf(channel: string, before: Worth | null, after: Worth): Posting[] {
  const [was, is] = [before ? accountsOf(channel, before) : new Map<Account, number>(), accountsOf(channel, after)]
  return [...new Set([...was.keys(), ...is.keys()])].map((account) => ({
    account,
    amount: (is.get(account) ?? 0) - (was.get(account) ?? 0),
    currency: after.currency,
  }))
}

/** Whether the channel has said something new. */
export const isNews = (before: Worth, after: Worth): boolean =>
  before.status !== after.status ||
  before.total !== after.total ||
  before.tax !== after.tax ||
  before.fees !== after.fees ||
  before.refunded !== after.refunded
