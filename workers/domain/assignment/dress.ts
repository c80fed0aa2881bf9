import type { VisitorId } from "#schemas/experiment.ts"
import type { ProductCard } from "#schemas/product.ts"
import type { Ctx } from "#workers/context.ts"
import { seenBy, type Seen } from "./show.ts"

/** Lays the visitor's arms over cards. `count`: the visitor really looks at them. */
export async function dressCards(ctx: Ctx, visitor: VisitorId, cards: ProductCard[], count: boolean): Promise<ProductCard[]> {
  const seen = await seenBy(ctx, visitor, { cards: cards.map(({ id }) => id), count })
  return cards.map((card) => dressCard(card, seen.get(card.id)))
}

export function dressCard(card: ProductCard, seen: Seen | undefined): ProductCard {
  if (!seen) return card
  const { experiment, arm, copy } = seen
  return { ...card, title: copy.title ?? card.title, summary: copy.bullets?.[0] ?? card.summary, shown: { experiment, arm } }
}
