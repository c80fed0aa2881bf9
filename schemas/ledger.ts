import { z } from "zod"
import { Currency } from "./money.ts"

/**
 * What the books know. `receivable` and `cash` are what we are owed and have, `tax-payable` what we owe; `revenue` is earned; `discounts`,
 * `refunds`, `disputes`, `fees`, `model-costs` and `ads` lessen it; `payable` is spent and not yet billed; `exchange` holds what one
 * currency became in another. The part behind the colon is a provider, a channel or a country.
 */
export const accountKinds = {
  receivable: "asset",
  cash: "asset",
  "tax-payable": "liability",
  payable: "liability",
  exchange: "equity",
  revenue: "income",
  discounts: "expense",
  refunds: "expense",
  disputes: "expense",
  fees: "expense",
  "model-costs": "expense",
  ads: "expense",
  adjustments: "expense",
} as const
export type AccountKind = keyof typeof accountKinds
export type Account = AccountKind | `${AccountKind}:${string}`

export const Account = z.custom<Account>(
  (value) => typeof value === "string" && /^[a-z-]+(:[\w.-]{1,60})?$/.test(value) && (value.split(":")[0] ?? "") in accountKinds,
  "Use a known account such as receivable:stripe.",
)

export const Balance = z.strictObject({
  account: z.string(),
  kind: z.enum(["asset", "liability", "equity", "income", "expense"]),
  currency: Currency,
  amount: z.int().describe("minor units; debits are positive, credits negative"),
})
export type Balance = z.infer<typeof Balance>

export const LedgerEntry = z.strictObject({
  id: z.string(),
  source: z.string().describe("what the entry is about: order.paid, refund.issued, payment.balance …"),
  sourceId: z.string(),
  memo: z.string(),
  at: z.iso.datetime(),
  postings: z.array(z.strictObject({ account: z.string(), amount: z.int(), currency: Currency })),
})
export type LedgerEntry = z.infer<typeof LedgerEntry>
