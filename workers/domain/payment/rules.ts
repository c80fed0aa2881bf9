import type { BalanceMove, CheckoutState } from "#workers/adapters/payments/payments.ts"
import { credit, debit, type Posting } from "#workers/domain/ledger/index.ts"

/**
 * One movement of the provider's balance in the books. What it settles was owed by the provider; the net is there now, the fee is spent.
 * Where the provider exchanged the money, `exchange` holds what one currency became in the other. A payout only moves cash.
 */
export function movePostings(move: BalanceMove, provider: string): Posting[] {
  const { amount, fee, net, currency, settles } = move
  const money = (sum: number) => ({ amount: sum, currency })
  const cash = debit(`cash:${provider}`, money(net))
  const fees = debit(`fees:${provider}`, money(fee))
  if (move.type.startsWith("payout")) return [cash, fees, credit("cash:bank", money(amount))]
  if (move.type === "stripe_fee" || move.type === "stripe_fx_fee") return [cash, fees, debit(`fees:${provider}`, money(-amount))]
  if (!settles) return [cash, fees, credit(`receivable:${provider}`, money(amount))]
  // The settled amount stands without its sign on the payment or refund.
  const settled = { ...settles, amount: amount < 0 ? -settles.amount : settles.amount }
  return [cash, fees, credit("exchange", money(amount)), debit("exchange", settled), credit(`receivable:${provider}`, settled)]
}

export type Difference = { subject: string; what: string; ours: string; theirs: string }
type Ours = { id: string; status: string; total: number; currency: string; paymentId: string | null }

/** What a payment page says otherwise than our order does, after everything that was missing has been taken in. */
export function differences(page: CheckoutState, order: Ours | undefined): Difference[] {
  if (!page.paid || !page.total) return []
  const theirs = `${page.total.amount} ${page.total.currency} paid by ${page.paymentId ?? page.id}`
  if (!order)
    return [{ subject: page.id, what: "The provider was paid for an order that the shop does not have.", ours: "nothing", theirs }]
  const ours = `${order.total} ${order.currency} paid by ${order.paymentId ?? "nobody"} (${order.status})`
  const same =
    order.paymentId === (page.paymentId ?? page.id) && order.total === page.total.amount && order.currency === page.total.currency
  return same ? [] : [{ subject: order.id, what: "The order and its payment differ.", ours, theirs }]
}
