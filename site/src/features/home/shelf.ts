import { goodKinds, type GoodKind } from "#schemas/good.ts"
import type { ProductCard, ProductList } from "#schemas/product.ts"

export type ShelfPlace = { kind: GoodKind; count: number; front: ProductCard; from: ProductCard["price"] }

/**
 * One place for each kind that has goods, in the brand's order: its newest good stands in front. `from` is the lowest
 * price among the goods listed.
 */
export function shelfOf({ items, kinds }: Pick<ProductList, "items" | "kinds">): ShelfPlace[] {
  return goodKinds.flatMap((kind) => {
    const goods = items.filter((item) => item.kind === kind)
    const front = goods[0]
    if (!front) return []
    const from = goods.reduce((least, { price }) => (price.amount < least.amount ? price : least), front.price)
    return [{ kind, count: kinds.find((each) => each.kind === kind)?.count ?? goods.length, front, from }]
  })
}
