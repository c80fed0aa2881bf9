import { z } from "zod"
import { GoodKind } from "./good.ts"
import { Money } from "./money.ts"

/** The blueprint's six events, and the one that tells of an answer to a question: type → the shape of `data`. */
export const eventData = {
  "product.generated": z.strictObject({ productId: z.string(), draftId: z.string(), kind: GoodKind, title: z.string(), score: z.number() }),
  "asset.created": z.strictObject({
    productId: z.string(),
    assetId: z.string(),
    role: z.string(),
    name: z.string(),
    sha256: z.string(),
    bytes: z.int(),
  }),
  "listing.published": z.strictObject({
    productId: z.string(),
    listingId: z.string(),
    channel: z.string(),
    url: z.string(),
    verifiedAt: z.string(),
  }),
  "order.paid": z.strictObject({ orderId: z.string(), total: Money, productIds: z.array(z.string()), paymentId: z.string() }),
  "refund.issued": z.strictObject({ refundId: z.string(), orderId: z.string(), amount: Money, reason: z.string() }),
  "agent.proposal": z.strictObject({
    proposalId: z.string(),
    author: z.string(),
    kind: z.string(),
    summary: z.string(),
    diffHash: z.string(),
  }),
  "ticket.answered": z.strictObject({
    ticketId: z.string(),
    orderId: z.string().nullable(),
    author: z.string(),
    letter: z.string().nullable().describe("id of the shop's letter that it began as"),
  }),
} as const
export type EventType = keyof typeof eventData
export const eventTypes = Object.keys(eventData) as EventType[]
export type EventData<T extends EventType> = z.infer<(typeof eventData)[T]>

/** CloudEvents 1.0, structured mode; `sequence` orders the events of one subject. */
export const CloudEvent = z.strictObject({
  specversion: z.literal("1.0"),
  id: z.string(),
  source: z.string(),
  type: z.enum([
    "product.generated",
    "asset.created",
    "listing.published",
    "order.paid",
    "refund.issued",
    "agent.proposal",
    "ticket.answered",
  ]),
  subject: z.string(),
  time: z.iso.datetime(),
  datacontenttype: z.literal("application/json"),
  sequence: z.int(),
  data: z.record(z.string(), z.unknown()),
})
export type CloudEvent = z.infer<typeof CloudEvent>
