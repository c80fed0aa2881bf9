import type Stripe from "stripe"
import { newId } from "./ids.ts"
import type { StripeStore } from "./store.ts"

type Move = {
  type: "charge" | "payment" | "refund" | "refund_failure" | "adjustment"
  category: string
  amount: number
  fee: number
  currency: string
  source: string
  description: string
}

/** Writes one movement of the balance; money settles in the currency of the charge. Answers it. */
export function move(store: StripeStore, { type, category, amount, fee, currency, source, description }: Move): Stripe.BalanceTransaction {
  const at = store.seconds()
  const detail = { amount: fee, application: null, currency, description: "Stripe processing fees", type: "stripe_fee" }
  const transaction: Stripe.BalanceTransaction = {
    id: newId("txn_3"),
    object: "balance_transaction",
    amount,
    available_on: at + 2 * 86_400,
    balance_type: "payments",
    created: at,
    currency,
    description,
    exchange_rate: null,
    fee,
    fee_details: fee ? [detail] : [],
    net: amount - fee,
    reporting_category: category,
    source,
    status: "pending",
    type,
  }
  return store.balance.put(transaction.id, transaction)
}

/** What the fixed part of a card's fee is in other coins than cents of the dollar. */
const fixed: Record<string, number> = { usd: 30, eur: 25, gbp: 20, jpy: 0, kwd: 100, cad: 30, aud: 30 }

/** 2.9 % and 30 cents for a card, 0.8 % and at most 5 dollars for a bank debit. */
export const feeOf = (charge: Stripe.Charge): number =>
  charge.payment_method_details?.type === "us_bank_account"
    ? Math.min(500, Math.round(charge.amount * 0.008))
    : Math.round(charge.amount * 0.029) + (fixed[charge.currency] ?? 30)

/** GET /sandbox/balance.csv: the export that an accountant downloads from the dashboard, amounts in minor units. */
export function balanceCsv(store: StripeStore): Response {
  const rows = store.balance.all().toReversed()
  const lines = rows.map((one) =>
    [
      one.id,
      new Date(one.created * 1000).toISOString(),
      one.type,
      one.reporting_category,
      one.amount,
      one.fee,
      one.net,
      one.currency,
      String(one.source),
    ].join(","),
  )
  const csv = ["balance_transaction_id,created_utc,type,reporting_category,gross,fee,net,currency,source_id", ...lines].join("\n")
  return new Response(`${csv}\n`, { headers: { "content-type": "text/csv; charset=utf-8" } })
}
