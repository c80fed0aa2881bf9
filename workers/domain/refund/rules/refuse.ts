import { z } from "zod"
import { ruleRefund } from "#workers/domain/order/index.ts"
import { rule } from "#workers/rule.ts"

/** Whether a refund that a buyer asked for may be refused. */
export const refuseRule = rule({
  name: "refund.refuse",
  version: 1,
  about: "Lets software refuse only what the refund policy refuses; a person may refuse more, with a reason.",
  decision: "refund.decide",
  input: z.strictObject({
    order: z.strictObject({ status: z.string(), total: z.int(), refunded: z.int(), paidAt: z.iso.datetime().nullable() }),
    now: z.iso.datetime(),
    byPerson: z.boolean(),
  }),
  output: z.discriminatedUnion("refused", [
    z.strictObject({
      refused: z.literal(true),
      policy: z.string().nullable().describe("what the policy says; null when a person decided"),
    }),
    z.strictObject({ refused: z.literal(false), reason: z.string() }),
  ]),
  decide({ order, now, byPerson }) {
    // With a person's eyes: that the days are over is no refusal yet, for a person may still pay back.
    const given = { ...order, paidAt: order.paidAt ? new Date(order.paidAt) : null }
    const ruling = ruleRefund(given, undefined, new Date(now), !byPerson)
    if (!ruling.allowed) return { refused: true as const, policy: ruling.reason }
    return byPerson
      ? { refused: true as const, policy: null }
      : { refused: false as const, reason: "The policy does not refuse this refund; a person has to decide." }
  },
  says: (_input, output) =>
    output.refused
      ? `The refund was refused: ${output.policy ?? "a person decided so, though the policy would have paid it back."}`
      : `The refund was not refused: ${output.reason}`,
  mattered: ({ order, byPerson }) => ({
    "the order": order.status,
    paid: order.total,
    "paid back before": order.refunded,
    "by a person": String(byPerson),
  }),
})
