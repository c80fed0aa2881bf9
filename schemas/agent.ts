import { z } from "zod"
import type { Mind } from "./director.ts"
import { GoodKind } from "./good.ts"

/** Where a product stands, as the boards show it. */
export const ProductStage = z.enum(["brief", "forge", "gate", "waiting", "approved", "refused", "rejected", "publish", "live", "withdrawn"])
export type ProductStage = z.infer<typeof ProductStage>

/** What happened to a product, told to its agent. Absent fields stay as they are. */
export const ProductNews = z.strictObject({
  stage: ProductStage.optional(),
  title: z.string().optional(),
  kind: GoodKind.optional(),
  score: z.number().optional(),
  channel: z.strictObject({ name: z.string(), status: z.string(), url: z.string().nullable() }).optional(),
  note: z.string().max(300),
})
export type ProductNews = z.infer<typeof ProductNews>

/** The live state of one product; the console subscribes to it. */
export type ProductState = {
  productId: string
  stage: ProductStage
  title: string
  kind: GoodKind | null
  score: number | null
  channels: Record<string, { status: string; url: string | null }>
  timeline: { at: string; note: string }[]
  updatedAt: string
}

/** A director's board: every product at a glance, newest first. */
export type BoardState = {
  products: Record<string, { title: string; kind: GoodKind | null; stage: ProductStage; score: number | null; updatedAt: string }>
  /** Only of the five directors. */
  mind?: Mind
}
