import { z } from "zod"
import { ruleRefund } from "#workers/domain/order/index.ts"
import { rule } from "#workers/rule.ts"

/** Whether and how much of an order is paid back. */
export const refundRule = rule({
  name: "refund.decide",
  version: 1,
  about: "Pays back what was paid, within the window; after it only when a person decides so.",
  decision: "refund.decide",
  input: z.strictObject({
    order: z.strictObject({ status: z.string(), total: z.int(), refunded: z.int(), paidAt: z.iso.datetime().nullable() }),
    asked: z.int().nullable().describe("minor units; null for all that is left"),
    now: z.iso.datetime(),
    byPerson: z.boolean(),
  }),
  output: z.discriminatedUnion("allowed", [
    z.strictObject({ allowed: z.literal(true), amount: z.int() }),
    z.strictObject({ allowed: z.literal(false), reason: z.string() }),
  ]),
  decide: ({ order, asked, now, byPerson }) =>
    ruleRefund({ ...order, paidAt: order.paidAt ? new Date(order.paidAt) : null }, asked ?? undefined, new Date(now), byPerson),
  says: (_input, ruling) => (ruling.allowed ? `${ruling.amount} minor units were paid back.` : `Nothing was paid back: ${ruling.reason}`),
  mattered: ({ order, asked, byPerson }) => ({
    "the order": order.status,
    paid: order.total,
    "paid back before": order.refunded,
    asked: asked ?? "all that is left",
    "by a person": String(byPerson),
  }),
})
