import { z } from "zod"
import { GoodKind } from "./good.ts"
import { Money } from "./money.ts"
import { Image } from "./product.ts"

/** A cart of digital goods: each product once, since a licence is personal. */
export const Cart = z.strictObject({
  id: z.string(),
  lines: z.array(
    z.strictObject({
      productId: z.string(),
      slug: z.string(),
      title: z.string(),
      kind: GoodKind,
      cover: Image,
      price: Money,
    }),
  ),
  total: Money,
  updatedAt: z.iso.datetime(),
})
export type Cart = z.infer<typeof Cart>

/** UTM parameters that were in the address when the visitor came (minted by the promote stage). */
export const Utm = z.strictObject({
  source: z.string().max(60).optional(),
  medium: z.string().max(60).optional(),
  campaign: z.string().max(80).optional(),
  content: z.string().max(80).optional(),
})
export type Utm = z.infer<typeof Utm>
