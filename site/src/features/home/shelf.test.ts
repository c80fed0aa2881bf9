import { expect, test } from "vitest"
import type { ProductCard } from "#schemas/product.ts"
import { shelfOf } from "./shelf.ts"

const good = (kind: ProductCard["kind"], slug: string, amount: number): ProductCard => ({
  id: slug,
  slug,
  title: slug,
  kind,
  category: "",
  audience: "",
  summary: "",
  price: { amount, currency: "USD" },
  cover: { url: "", alt: "", width: 1, height: 1 },
  thumb: { url: "", alt: "", width: 1, height: 1 },
  rating: null,
  publishedAt: "2026-11-22T09:00:00.000Z",
})

test("each kind that has goods gets one place in the shop's order: its newest in front, its lowest price, its full count", () => {
  const items = [good("guide", "new-guide", 1500), good("planner", "plan", 900), good("guide", "old-guide", 700)]
  const shelf = shelfOf({
    items,
    kinds: [
      { kind: "guide", count: 41 },
      { kind: "worksheet", count: 0 },
    ],
  })
  expect(shelf.map(({ kind, count, front, from }) => [kind, count, front.slug, from.amount])).toEqual([
    ["planner", 1, "plan", 900],
    ["guide", 41, "new-guide", 700],
  ])
  expect(shelfOf({ items: [], kinds: [] })).toEqual([])
})
