import type { ProductPage } from "#schemas/product.ts"
import { order, orderUrl } from "#workers/domain/order/index.ts"
import { AppError } from "#workers/errors.ts"
import type { Random } from "#workers/lib/random.ts"
import { afterwards } from "./afterwards.ts"
import { refused, type Market } from "./market.ts"
import type { Visit } from "./population.ts"

export type Basket = { visitor: Visit; cartId: string; page: ProductPage; fit: number; random: Random }

const cards = { good: "4242424242424242", declined: "4000000000009995", disputed: "4000000000002685" }

/** Pays on the provider's page with one of its test cards; what the shop learns of it comes by webhook. True when it was paid. */
export async function checkOut(market: Market, basket: Basket): Promise<boolean> {
  const { visitor, cartId, page, random } = basket
  const { email, bought } = visitor.shopper
  const placed = await order.place(market.buyer(), { cartId, email }).catch((error: unknown) => {
    if (!(error instanceof AppError)) throw error
    refused(market, "order.place", error.code)
    return null
  })
  if (!placed) return false
  const { url, orderId } = placed
  market.tally.placed++
  const [declines, insists, contests] = [random.next() < market.world.declines, random.next() < 0.6, random.next() < market.world.disputes]
  if (declines) {
    market.tally.declined++
    await pay(url, cards.declined, email)
    if (!insists) return false
  }
  await pay(url, contests ? cards.disputed : cards.good, email)
  await market.settle()
  bought.push(page.id)
  const token = new URL(await orderUrl(market.buyer(), orderId)).searchParams.get("token") ?? ""
  await afterwards(market, basket, { orderId, token })
  return true
}

async function pay(url: string, number: string, email: string): Promise<void> {
  const form = { method: "card", email, name: "A Shopper", country: "US", expiry: "12 / 40", cvc: "123", number }
  const reply = await fetch(url, { method: "POST", body: new URLSearchParams(form), redirect: "manual" })
  await reply.body?.cancel()
}
