import { credit, debit, share, type Posting } from "#workers/domain/ledger/index.ts"
import { taxAccount } from "#workers/domain/order/index.ts"

type Paid = { total: number; tax: number; taxCountry: string | null; currency: string }

/** Money back in the books: the tax that was in it is not owed any more, the rest lessens what was earned. */
export function refundPostings(order: Paid, before: number, amount: number, provider: string): Posting[] {
  const money = (sum: number) => ({ amount: sum, currency: order.currency })
  const tax =
    share(order.tax, Math.min(order.total, before + amount), order.total) - share(order.tax, Math.min(order.total, before), order.total)
  return [
    debit("refunds", money(amount - tax)),
    debit(taxAccount(order.taxCountry), money(tax)),
    credit(`receivable:${provider}`, money(amount)),
  ]
}
