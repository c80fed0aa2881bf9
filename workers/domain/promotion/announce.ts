import { and, eq } from "drizzle-orm"
import { z } from "zod"
import { posts } from "#schemas/tables/index.ts"
import { PostError, type Post, type Posted, type PostNetwork } from "#workers/adapters/posts/index.ts"
import type { Ctx } from "#workers/context.ts"
import { conflict, invalidField } from "#workers/errors.ts"
import type { Write } from "#workers/lib/db.ts"
import { operation } from "#workers/operation.ts"
import { filesOf } from "#workers/domain/asset/index.ts"
import { decideBy } from "#workers/domain/decision/index.ts"
import { loadProduct } from "#workers/domain/listing/index.ts"
import type { ProductRow } from "#workers/domain/product/index.ts"
import { announceRule } from "./rules/announce.ts"

/** Larger covers than any network takes are left out. */
const mostBytes = 8_000_000

export const PostResult = z.strictObject({
  network: z.string(),
  mode: z.enum(["embedded", "sandbox", "live"]),
  ok: z.boolean(),
  url: z.string().nullable(),
  problem: z.string().nullable().describe("one sentence: why it is not out"),
  retryable: z.boolean(),
})
export type PostResult = z.infer<typeof PostResult>

/** Announces a live product on one network; UTM parameters are minted here and nowhere else. What is out already is answered as it is. */
export const announceProduct = operation({
  name: "promotion.announce",
  about: "Posts a live product to one social network, once; a refusal is reported and not thrown.",
  scope: "write",
  approval: "policy",
  decision: "promotion.post",
  input: z.strictObject({ productId: z.string(), network: z.string() }),
  output: PostResult,
})(async (ctx, { productId, network: name }) => {
  const network = Object.values(ctx.posts).find((one) => one.name === name)
  if (!network) throw invalidField("network", `Use one of ${Object.keys(ctx.posts).join(", ")}.`)
  const product = await loadProduct(ctx, productId)
  if (!product.live || !product.draft) throw conflict("Only a product that is on sale is announced.")
  const told = { network: name, mode: network.mode }
  const before = await rowOf(ctx, productId, name)
  if (before?.remoteUrl) return { ...told, ok: true, url: before.remoteUrl, problem: null, retryable: false }
  const post = await compose(ctx, product, network)
  // The intent comes first: a run that dies after the call finds it, and looks before it posts again.
  const decided = decideBy(
    ctx,
    announceRule,
    { network: name, title: post.title, state: before ? "begun" : "new" },
    { subject: productId, why: before ? `A post on ${name} was begun and not heard of again.` : `It is on sale and not on ${name} yet.` },
  )
  if (!before) await begin(ctx, productId, name, post, decided.write)
  try {
    const { url } = (decided.output.action === "look first" && (await network.find(post))) || (await network.post(post))
    await finish(ctx, productId, name, { url, error: null })
    await ctx.tell(productId, { note: `Announced on ${name}.` })
    return { ...told, ok: true, url, problem: null, retryable: false }
  } catch (error) {
    if (!(error instanceof PostError)) throw error
    await finish(ctx, productId, name, { url: null, error: error.message })
    return { ...told, ok: false, url: null, problem: error.message, retryable: error.retryable }
  }
})

async function rowOf(ctx: Ctx, productId: string, network: string) {
  const [row] = await ctx.db
    .select()
    .from(posts)
    .where(and(eq(posts.productId, productId), eq(posts.network, network)))
  return row
}

async function compose(ctx: Ctx, product: ProductRow, network: PostNetwork): Promise<Post> {
  const kept = await rowOf(ctx, product.id, network.name)
  const copy = product.draft?.copy
  if (!copy) throw conflict("This product has no copy to announce.")
  const utm = new URLSearchParams({ utm_source: network.name, utm_medium: "social", utm_campaign: `launch-${product.slug}` })
  const link = kept?.link ?? `${ctx.settings.PUBLIC_URL}/products/${product.slug}?${utm}`
  const limit = Math.min(280, network.limit - network.linkLength(link) - 2)
  // A post that was begun is finished in the same words, so that a network that knows duplicates knows it.
  const text = kept?.text ?? (await ctx.models.complete("post", { copy, url: link, limit }, product.id)).output.text
  const image = await coverOf(ctx, product)
  const post = { title: product.title, text, link, alt: copy.coverAlt, idempotencyKey: `launch:${product.id}:${network.name}` }
  return image ? { ...post, image } : post
}

async function coverOf(ctx: Ctx, { draft }: ProductRow): Promise<Post["image"]> {
  const files = draft ? await filesOf(ctx, draft.draftId) : []
  const cover = files.find(({ role, bytes }) => role === "cover" && bytes <= mostBytes)
  const file = cover && (await ctx.files.get(cover.sha256))
  if (!cover || !file) return undefined
  return { bytes: new Uint8Array(await new Response(file.body).arrayBuffer()), mediaType: cover.mediaType, name: cover.name }
}

async function begin(ctx: Ctx, productId: string, network: string, { text, link }: Post, decided: Write): Promise<void> {
  await ctx.commit({
    writes: [
      decided,
      ctx.db
        .insert(posts)
        .values({ id: ctx.id("post"), productId, network, text, link, remoteUrl: null, createdAt: ctx.now() })
        .onConflictDoNothing(),
    ],
    audit: { operation: "promotion.begin", subject: productId, detail: { network } },
  })
}

async function finish(ctx: Ctx, productId: string, network: string, { url, error }: { url: Posted["url"] | null; error: string | null }) {
  await ctx.commit({
    writes: [
      ctx.db
        .update(posts)
        .set({ remoteUrl: url, error })
        .where(and(eq(posts.productId, productId), eq(posts.network, network))),
    ],
    audit: { operation: "promotion.announce", subject: productId, detail: { network, url, error } },
  })
}
