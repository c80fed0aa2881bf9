import { expect, test } from "vitest"
import { everyProduct } from "./every-product.ts"
import { isNarrowed, readSearch, searchHref } from "./query.ts"

const read = (query: string) => readSearch(new URLSearchParams(query))

test("an address is read as far as it makes sense; what does not is left out, never an error", () => {
  expect(read("q=%20budget%20&kind=planner&maxPrice=1500&sort=price-asc")).toMatchObject({
    q: "budget",
    kind: "planner",
    maxPrice: 1500,
    sort: "price-asc",
  })
  expect(read("kind=spaceship&sort=sideways&maxPrice=-4&limit=9999&utm_source=x")).toEqual(read(""))
  expect(read(`q=${"x".repeat(5000)}`).q).toHaveLength(200)
  expect(isNarrowed(read("sort=newest"))).toBe(false)
  expect(isNarrowed(read("maxPrice=500"))).toBe(true)
})

test("links keep the search and drop the cursor, unless the cursor is what they carry", () => {
  const search = read("q=tax&kind=workbook&sort=newest&cursor=abc")
  expect(searchHref(search)).toBe("/products?q=tax&kind=workbook&sort=newest")
  expect(searchHref(search, { cursor: "next/=" })).toBe("/products?q=tax&kind=workbook&sort=newest&cursor=next%2F%3D")
  expect(searchHref(search, { kind: undefined })).toBe("/products?q=tax&sort=newest")
  expect(searchHref(read(""))).toBe("/products")
  expect(read(searchHref(search, { cursor: "n" }).split("?")[1] ?? "")).toEqual({ ...search, cursor: "n" })
})

test("the sitemap's walk reads every page of the shelf once, and stops at its limit", async () => {
  const asked: (string | undefined)[] = []
  const search = async ({ cursor }: { cursor?: string | undefined }) => {
    asked.push(cursor)
    const page = Number(cursor ?? 0)
    const items = [{ ...card, slug: `good-${page}` }]
    return { items, nextCursor: page < 2 ? String(page + 1) : null, total: 3, kinds: [] }
  }
  expect((await everyProduct({ product: { search } })).map(({ slug }) => slug)).toEqual(["good-0", "good-1", "good-2"])
  expect(asked).toEqual([undefined, "1", "2"])
  expect(await everyProduct({ product: { search } }, 2)).toHaveLength(2)
})

const card = {
  id: "prd_1",
  slug: "",
  title: "A Planner for Everyone",
  kind: "planner" as const,
  category: "planning",
  audience: "everyone",
  summary: "Twelve pages.",
  price: { amount: 900, currency: "USD" },
  cover: { url: "/c.png", alt: "Cover", width: 10, height: 10 },
  thumb: { url: "/t.png", alt: "Cover", width: 4, height: 4 },
  rating: null,
  publishedAt: "2026-11-22T09:00:00.000Z",
}
