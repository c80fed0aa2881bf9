import { z } from "zod"
import { rule } from "#workers/rule.ts"

/** A price that was asked for by hand: it holds when it lies between floor and ceiling. */
export const priceSetRule = rule({
  name: "price.set",
  version: 1,
  about: "Takes a price that was asked for when it lies between the policy's floor and ceiling.",
  decision: "price.change",
  input: z.strictObject({
    from: z.int(),
    to: z.int(),
    currency: z.string().length(3),
    by: z.string(),
    policy: z.strictObject({ id: z.string(), version: z.int(), floor: z.int(), ceiling: z.int() }),
  }),
  output: z.strictObject({ allowed: z.boolean(), amount: z.int() }),
  decide({ from, to, policy }) {
    const allowed = to >= policy.floor && to <= policy.ceiling
    return { allowed, amount: allowed ? to : from }
  },
  says: ({ from, to, currency, by }, { allowed }) =>
    `${by} ${allowed ? "set" : "asked for"} the price ${(to / 100).toFixed(2)} ${currency} instead of ${(from / 100).toFixed(2)}.`,
  mattered: ({ policy }) => ({ floor: policy.floor, ceiling: policy.ceiling, policy: `${policy.id}@${policy.version}` }),
})
