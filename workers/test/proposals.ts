import { eq } from "drizzle-orm"
import { products } from "#schemas/tables/index.ts"
import type { Ctx } from "#workers/context.ts"
import { fileProposal, proposal, reversed } from "#workers/domain/proposal/index.ts"
import { make } from "./make.ts"

type Filing = Parameters<typeof fileProposal>[2]
type Wish = Pick<Filing, "kind" | "subject" | "diff"> & Partial<Filing> & { author?: string }

/** Files a change with everything that a proposal needs; null when it is not filed again. */
export const fileChange = (ctx: Ctx, { author = "agent:revenue-analyst", ...wish }: Wish): Promise<string | null> =>
  fileProposal(ctx, author, {
    summary: "A change.",
    predicted: { metric: "orders", change: 1, because: "50 views without an order." },
    killCriterion: "Put it back when 100 more views bring no order.",
    kill: { metric: "views_without_order", comparator: ">", threshold: 99, withinDays: 14 },
    rollback: "Put it back.",
    undo: reversed(wish.diff),
    ...wish,
  })

/** A good on sale, and the proposal to sell it for less. */
export async function cheaper(ctx: Ctx, { to = 700, author }: { to?: number; author?: string } = {}) {
  const { productId, slug, price } = await make.liveProduct(ctx)
  const id = await fileChange(ctx, { author, kind: "price", subject: productId, diff: [{ target: "product.price", from: price, to }] })
  if (!id) throw new Error("It was not filed.")
  const { proposal: filed } = await proposal.view(ctx, { id })
  return { id, productId, slug, diffHash: filed.diffHash }
}

/** A product as it stands on our shelf. */
export const shelfOf = async (ctx: Ctx, productId: string) => (await ctx.db.select().from(products).where(eq(products.id, productId)))[0]
export const priceOf = async (ctx: Ctx, productId: string) => (await shelfOf(ctx, productId))?.priceAmount
