import { z } from "zod"
import { Money } from "./money.ts"

/** `inquiry`: the bank asks and holds nothing back; `withdrawn`: it took the question back, or a refund answered it. */
export const DisputeStatus = z.enum(["inquiry", "needs_response", "under_review", "won", "lost", "withdrawn"])
export type DisputeStatus = z.infer<typeof DisputeStatus>

export const Dispute = z.strictObject({
  id: z.string(),
  orderId: z.string(),
  amount: Money,
  reason: z.string().describe("the bank's word: fraudulent, product_not_received …"),
  status: DisputeStatus,
  dueBy: z.iso.datetime().nullable().describe("after this nobody listens to evidence"),
  answeredAt: z.iso.datetime().nullable(),
  openedAt: z.iso.datetime(),
  closedAt: z.iso.datetime().nullable(),
  evidence: z.record(z.string(), z.string()).nullable().describe("what was handed in, by the provider's names"),
})
export type Dispute = z.infer<typeof Dispute>
