import type { ProductCard } from "#schemas/product.ts"
import type { Market } from "./market.ts"
import type { Need } from "./needs.ts"

const vectors = new Map<string, Promise<Float32Array>>()

async function vectorOf(market: Market, text: string): Promise<Float32Array> {
  const made = vectors.get(text) ?? (async () => (await (await market.embedder()).embed([text]))[0] ?? new Float32Array())()
  vectors.set(text, made)
  return made
}

/** How well a good's words fit what somebody is looking for, 0 to 1: nearness of meaning, from strangers to the same thing. */
export async function fitOf(market: Market, need: Need, card: Pick<ProductCard, "title" | "category" | "audience">): Promise<number> {
  const [wanted, offered] = [
    await vectorOf(market, `${need.says}, for ${need.audience}`),
    await vectorOf(market, `${card.title}. ${card.category}, for ${card.audience}`),
  ]
  const cosine = wanted.reduce((sum, value, at) => sum + value * (offered[at] ?? 0), 0)
  return Math.min(1, Math.max(0, (cosine - 0.25) / 0.45))
}
