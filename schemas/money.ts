import { z } from "zod"

/** ISO 4217 code, upper case. */
export const Currency = z.string().regex(/^[A-Z]{3}$/, "Use an ISO 4217 code such as USD.")

/** An amount in integer minor units (cents for USD) with its currency. */
export const Money = z.strictObject({
  amount: z.int().min(0).max(99_999_999),
  currency: Currency,
})
export type Money = z.infer<typeof Money>
