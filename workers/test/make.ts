import { eq } from "drizzle-orm"
import type { ProductBrief } from "#schemas/brief.ts"
import type { DraftStatus, Scorecard } from "#schemas/draft.ts"
import { assets, drafts, events, orders, products } from "#schemas/tables/index.ts"
import { brand } from "#seeds/brand.ts"
import { rubric } from "#seeds/rubrics/index.ts"
import { assetWrites, storeFiles } from "#workers/domain/asset/index.ts"
import { cart } from "#workers/domain/cart/index.ts"
import { compose, type Work } from "#workers/domain/draft/rules/fixtures.ts"
import { scoreCopy } from "#workers/domain/draft/rules/index.ts"
import { listing } from "#workers/domain/listing/index.ts"
import { order, orderUrl } from "#workers/domain/order/index.ts"
import type { Ctx } from "#workers/context.ts"
import type { MadeFile } from "#workers/forge/forge.ts"
import { slugify } from "#workers/lib/slug.ts"
import { actors } from "./ctx.ts"
import { picture } from "./picture.ts"
import { sandboxFetch } from "./sandbox.ts"

type DraftWish = Partial<ProductBrief> & { status?: DraftStatus; price?: number; pass?: boolean; round?: number; jobId?: string }
export type MadeDraft = { productId: string; draftId: string; slug: string; title: string; price: number }

const works = new Map<string, Promise<Work>>()

/** The composer gives the same words to the same brief, so each brief is composed once a file. */
function work(brief: ProductBrief): Promise<Work> {
  const name = JSON.stringify(brief)
  const made = works.get(name) ?? compose(brief)
  works.set(name, made)
  return made
}

/** A product whose draft was composed but not forged: real words and scores, files of a few bytes. */
async function draft(ctx: Ctx, wish: DraftWish = {}): Promise<MadeDraft> {
  const { status = "approved", price = 900, pass = true, round = 1, jobId = ctx.id("job"), ...asked } = wish
  const { brief, content, facts, variants } = await work({
    category: "Freelance finances",
    audience: "freelance designers",
    kind: "prompt-pack",
    ...asked,
  })
  const [productId, draftId, now] = [ctx.id("product"), ctx.id("draft"), ctx.now()]
  const scored = variants.map((copy, at) => {
    const siblings = variants.filter((_, other) => other !== at)
    const card = scoreCopy({ copy, siblings, brief, facts, content, catalogue: [], brand, rubric })
    return { key: at === 0 ? ("A" as const) : ("B" as const), copy, scorecard: pass ? card : poor(card) }
  })
  const [first] = scored
  if (!first) throw new Error("The composer gave no variant.")
  const slug = `${slugify(brief.category)}-${productId.slice(-8).toLowerCase()}`
  const stage = status === "scoring" ? "gate" : status === "published" ? "live" : status
  const { category, audience, kind } = brief
  const common = { currency: brand.currency, createdAt: now, updatedAt: now }
  const files = await storeFiles(ctx, productId, draftId, await smallFiles(productId), {
    composer: "embedded:composer",
    prompt: "content.prompt-pack@1",
    sources: [],
    madeAt: now.toISOString(),
  })
  await ctx.commit({
    writes: [
      ctx.db.insert(products).values({ ...common, id: productId, slug, kind, stage, title: first.copy.title, category, audience, brief }),
      ctx.db.insert(drafts).values({
        ...common,
        id: draftId,
        productId,
        jobId,
        status,
        round,
        content,
        facts,
        variants: scored,
        chosen: "A",
        scorecard: first.scorecard,
        reasons: [],
        priceAmount: price,
        priceWhy: "made for a test",
        composer: "embedded:composer",
      }),
      ...assetWrites(ctx, files),
    ],
    audit: { operation: "test.make", subject: productId },
  })
  return { productId, draftId, slug, title: first.copy.title, price }
}

const poor = (card: Scorecard): Scorecard => ({
  ...card,
  overall: 3.1,
  pass: false,
  scores: card.scores.map((s) => ({ ...s, score: 3.1 })),
})

/** The smallest PNG there is: one pixel. */
const pixel = "iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mP8z8BQDwAEhQGAhKmMIQAAAABJRU5ErkJggg=="
const png = (mark: string) =>
  new Uint8Array([...Uint8Array.from(atob(pixel), (sign) => sign.charCodeAt(0)), ...new TextEncoder().encode(mark)])

/** One file of each role; the bytes differ by product, so that a mix-up of two products shows. */
async function smallFiles(mark: string): Promise<MadeFile[]> {
  // Large enough for the pickiest channel; what stands behind the picture's end tells products apart.
  const base = await picture(1000, 1000)
  const shown = (name: string) => new Uint8Array([...base, ...new TextEncoder().encode(name)])
  const bytes = (name: string) => new TextEncoder().encode(`${name} of ${mark}\n`.repeat(20))
  const preview = (n: number): MadeFile => ({
    name: `preview-${n}.png`,
    role: "preview",
    mediaType: "image/png",
    bytes: shown(`${mark}${n}`),
    alt: `Page ${n}`,
  })
  return [
    { name: "prompts.md", role: "deliverable", mediaType: "text/markdown", bytes: bytes("prompts.md") },
    { name: "licence.txt", role: "licence", mediaType: "text/plain", bytes: bytes("licence.txt") },
    { name: "all.zip", role: "bundle", mediaType: "application/zip", bytes: bytes("all.zip") },
    { name: "cover.png", role: "cover", mediaType: "image/png", bytes: shown(mark), alt: "Cover of the prompt pack" },
    ...[1, 2, 3].map(preview),
  ]
}

/** A product on our own shelf, put there by the operation that the pipeline uses. */
async function liveProduct(ctx: Ctx, wish: DraftWish = {}): Promise<MadeDraft> {
  const made = await draft(ctx, wish)
  const pushed = await listing.push(ctx, { productId: made.productId, draftId: made.draftId, channel: "storefront" })
  if (!pushed.ok) throw new Error(`The storefront refused it: ${JSON.stringify(pushed.problems)}`)
  return made
}

/** A cart that holds these products. */
async function filledCart(ctx: Ctx, ...goods: Pick<MadeDraft, "slug">[]): Promise<string> {
  let cartId: string | null = null
  for (const { slug } of goods) cartId = (await cart.add(ctx, { cartId, slug })).id
  if (!cartId) throw new Error("A cart needs a product.")
  return cartId
}

export type MadeOrder = { orderId: string; url: string; cartId: string; goods: MadeDraft[] }

/** An order whose payment page at the Stripe twin is open. */
async function pendingOrder(ctx: Ctx, given: MadeDraft[] = []): Promise<MadeOrder> {
  const goods = given.length > 0 ? given : [await liveProduct(ctx)]
  const cartId = await filledCart(ctx, ...goods)
  return { ...(await order.place(ctx, { cartId, email: "jane@example.com" })), cartId, goods }
}

const card = { method: "card", email: "jane@example.com", name: "Jane Doe", country: "US", expiry: "12 / 40", cvc: "123" }

/** Fills in the twin's payment page; the twin's webhook is another matter. */
export async function payAtTwin(url: string, fields: Record<string, string> = { number: "4242424242424242" }): Promise<Response> {
  return sandboxFetch(url, { method: "POST", body: new URLSearchParams({ ...card, ...fields }), redirect: "manual" })
}

/** An order that was paid on the twin's page and recorded, without waiting for the webhook. */
async function paidOrder(ctx: Ctx, given: MadeDraft[] = []): Promise<MadeOrder & { paymentId: string; token: string }> {
  const made = await pendingOrder(ctx, given)
  await payAtTwin(made.url)
  const [row] = await ctx.db.select().from(orders).where(eq(orders.id, made.orderId))
  const { paymentId, total, email } = await ctx.payments.retrieveCheckout(row?.checkoutId ?? "")
  if (!paymentId) throw new Error("The twin was not paid.")
  await order.pay(ctx.as(actors.webhook), { orderId: made.orderId, paymentId, total, email, paidWith: "stripe" })
  return { ...made, paymentId, token: await tokenOf(ctx, made.orderId) }
}

/** The token in the link of an order's page. */
async function tokenOf(ctx: Ctx, orderId: string): Promise<string> {
  return new URL(await orderUrl(ctx, orderId)).searchParams.get("token") ?? ""
}

/** The types of a subject's events, in their order. */
export async function eventsOf(ctx: Ctx, subject: string): Promise<string[]> {
  const rows = await ctx.db.select().from(events).where(eq(events.subject, subject)).orderBy(events.sequence)
  return rows.map(({ type }) => type)
}

/** The assets of a draft, by name. */
export async function assetsOf(ctx: Ctx, draftId: string) {
  return ctx.db.select().from(assets).where(eq(assets.draftId, draftId)).orderBy(assets.position)
}

export const make = { png, draft, liveProduct, cart: filledCart, pendingOrder, paidOrder, token: tokenOf }
