import { z } from "zod"
import { ChannelOrder } from "./channel.ts"
import { Money } from "./money.ts"

export const SaleStatus = ChannelOrder.shape.status
export type SaleStatus = z.infer<typeof SaleStatus>

/** A sale that another channel made for us. */
export const SaleView = z
  .strictObject({
    id: z.string(),
    channel: z.string(),
    remoteId: z.string(),
    status: SaleStatus,
    total: Money,
    tax: Money,
    fees: Money.nullable(),
    refunded: Money,
    country: z.string().nullable(),
    soldAt: z.iso.datetime(),
    lines: z.array(z.strictObject({ productId: z.string().nullable(), title: z.string(), quantity: z.int() })),
  })
  .meta({ id: "Sale" })
export type SaleView = z.infer<typeof SaleView>
