import type { ProductCard, ProductPage } from "#schemas/product.ts"
import { cart } from "#workers/domain/cart/index.ts"
import { product } from "#workers/domain/product/index.ts"
import { seeded, type Random } from "#workers/lib/random.ts"
import { checkOut } from "./checkout.ts"
import { attack } from "./hostile.ts"
import type { Market } from "./market.ts"
import { harmAt } from "./plant.ts"
import { logistic, normal, type Visit } from "./population.ts"
import { visitorOf } from "./policies.ts"
import { fitOf } from "./taste.ts"

type Seen = { page: ProductPage; fit: number; utility: number }

/** One visit from the search to the payment, by the shop's own operations. Whoever finds nothing that suits leaves, as to a rival. True after a purchase. */
export async function visit(market: Market, visitor: Visit): Promise<boolean> {
  market.tally.visits++
  const random = seeded("choice", market.plan.seed, visitor.id)
  if (visitor.hostile) {
    await attack(market, visitor, random)
    return false
  }
  const found = await look(market, visitor)
  if (found.length === 0) market.tally.searchesWithoutResult++
  const best = await browse(market, visitor, found, random)
  // Both chances are drawn in every world, so that another price does not shift the draws behind it.
  const [intent, choice] = [random.next() < market.world.buyingIntent, random.next()]
  if (!best || !intent || choice >= logistic(market.world.priceSensitivity * best.utility)) return false
  if (visitor.source === "channel") return buyElsewhere(market, best.page)
  return fill(market, visitor, best, random)
}

async function look(market: Market, visitor: Visit): Promise<ProductCard[]> {
  const { query, source } = visitor
  // Posts lead to what is new, everybody else searches.
  const asked = source === "social" ? { q: "", limit: 12 } : { q: query, limit: 12 }
  return (await product.search(market.buyer(), { ...asked, visitor: visitorOf(market, visitor) })).items
}

/** Goes down the list, opens what seems to fit, and comes back with the best. */
async function browse(market: Market, visitor: Visit, found: ProductCard[], random: Random): Promise<Seen | null> {
  let best: Seen | null = null
  for (const [rank, card] of found.slice(0, visitor.shopper.patience).entries()) {
    const draw = random.next()
    if (visitor.shopper.bought.includes(card.id)) continue
    const fit = await fitOf(market, visitor.need, card)
    if (draw >= logistic(4 * fit - 1.5 - 0.35 * rank + appeal(market, card))) continue
    const source = visitor.source === "direct" ? undefined : visitor.source
    const page = await product.page(market.buyer(), { slug: card.slug, source, count: true, visitor: visitorOf(market, visitor) })
    const utility = utilityOf(visitor, page, fit) - harmAt(market, page)
    if (!best || utility > best.utility) best = { page, fit, utility }
  }
  return best
}

/** What people find in a title that no rule of ours knows; the same words please the same way in the same world. */
const appeal = ({ plan, world }: Market, { title }: ProductCard) => world.titleTaste * normal(seeded("title", plan.seed, title))

/** Logarithm of what the good is worth to this visitor over its price. */
function utilityOf({ wallet }: Visit, { price, rating, scorecard }: ProductPage, fit: number): number {
  const stars = rating ? 0.15 * (rating.average - 4) * Math.min(1, rating.count / 5) : 0
  const worth = wallet * (0.25 + 0.75 * fit) * Math.exp(stars + 0.2 * (scorecard.overall - 4.5))
  return Math.log(worth / price.amount)
}

async function fill(market: Market, visitor: Visit, { page, fit }: Seen, random: Random): Promise<boolean> {
  const { slug } = page
  const medium = { search: "organic", social: "social", direct: undefined, channel: undefined }[visitor.source]
  const utm = medium ? { source: visitor.source === "social" ? "mastodon" : "search", medium } : {}
  const { id } = await cart.add(market.buyer(), { cartId: null, slug, utm, visitor: visitorOf(market, visitor) })
  market.tally.carts++
  if (random.next() < market.world.abandonment) {
    market.tally.abandoned++
    return false
  }
  return checkOut(market, { visitor, cartId: id, page, fit, random })
}

/** A purchase on a marketplace, on its own page there; the shop hears of it when it looks. */
async function buyElsewhere(market: Market, { listings }: ProductPage): Promise<boolean> {
  const etsy = listings.find(({ channel }) => channel === "etsy")?.url.match(/\/etsy\/listing\/\d+/)?.[0]
  const shopify = listings.find(({ channel }) => channel === "shopify")?.url.match(/\/shopify\/products\/[^/?]+/)?.[0]
  const path = etsy ?? shopify
  if (!path) return false
  const reply = await fetch(`http://sandbox.test${path}/buy`, { method: "POST", body: new URLSearchParams(), redirect: "manual" })
  await reply.body?.cancel()
  market.tally.placed++
  return reply.status === 303
}
