import { and, eq } from "drizzle-orm"
import { z } from "zod"
import { posts } from "#schemas/tables/index.ts"
import type { PostNetwork } from "#workers/adapters/posts/index.ts"
import type { Ctx } from "#workers/context.ts"
import { operation } from "#workers/operation.ts"
import { loadProduct } from "#workers/domain/listing/index.ts"
import type { ProductRow } from "#workers/domain/product/index.ts"

/** Announces a live product on the network that is set up; UTM parameters are minted here and nowhere else. */
export const announceProduct = operation({
  name: "promotion.announce",
  about: "Posts a live product to the social network that is set up, once.",
  scope: "write",
  approval: "policy",
  input: z.strictObject({ productId: z.string() }),
  output: z.strictObject({ posted: z.array(z.string()) }),
})(async (ctx, { productId }) => {
  const product = await loadProduct(ctx, productId)
  const posted: string[] = []
  for (const network of Object.values(ctx.posts)) if (await announceOn(ctx, product, network)) posted.push(network.name)
  return { posted }
})

async function announceOn(ctx: Ctx, product: ProductRow, { name: network, limit, post }: PostNetwork): Promise<boolean> {
  const productId = product.id
  const [before] = await ctx.db
    .select()
    .from(posts)
    .where(and(eq(posts.productId, productId), eq(posts.network, network)))
  if (before || !product.live || !product.draft) return false
  const utm = new URLSearchParams({ utm_source: network, utm_medium: "social", utm_campaign: `launch-${product.slug}` })
  const link = `${ctx.settings.PUBLIC_URL}/products/${product.slug}?${utm}`
  const { output } = await ctx.models.complete(
    "post",
    { copy: product.draft.copy, url: link, limit: Math.min(280, limit - link.length - 2) },
    productId,
  )
  const { url } = await post({
    text: output.text,
    link,
    alt: product.draft.copy.coverAlt,
    idempotencyKey: `launch:${productId}:${network}`,
  })
  await ctx.commit({
    writes: [
      ctx.db
        .insert(posts)
        .values({ id: ctx.id("post"), productId, network, text: output.text, link, remoteUrl: url, createdAt: ctx.now() })
        .onConflictDoNothing(),
    ],
    audit: { operation: "promotion.announce", subject: productId, detail: { network, url } },
  })
  await ctx.tell(productId, { note: `Announced on ${network}.` })
  return true
}
