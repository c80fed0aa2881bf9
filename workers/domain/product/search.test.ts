import { expect, test } from "vitest"
import { products } from "#schemas/tables/index.ts"
import { actors, testCtx } from "#workers/test/ctx.ts"
import { make } from "#workers/test/make.ts"
import { product } from "./index.ts"

const ctx = testCtx()
const shop = ctx.as(actors.shopper)
const found = async (q: string) => (await product.search(shop, { q })).items.map(({ slug }) => slug)

test("a misspelled word, another word for the same and the same meaning find the product; what is none of these finds nothing", async () => {
  await ctx.db.update(products).set({ live: false })
  const finances = await make.liveProduct(ctx, { category: "Freelance finances", audience: "freelance designers" })
  for (const q of ["freelance", "frelance", "freelnace", "reelance", "contractor", "frelancer finanzes"])
    expect([q, await found(q)]).toEqual([q, [finances.slug]])
  expect(await found("submarine")).toEqual([])
  expect(await found("zzzzqq")).toEqual([])
  // Its own passages come into the index when it is published, by an event.
  const passage = { id: `${finances.productId}#about`, source: `product:${finances.productId}`, licence: "own", url: "/" }
  await ctx.search.index(passage.source, [
    { ...passage, title: finances.title, text: "Track income, expenses, invoices and taxes of a one-person studio." },
  ])
  expect(await found("accounting for artists")).toEqual([finances.slug])
  expect(await found("submarine engine")).toEqual([])
})

test("a product that was taken off the shelf is not found by its meaning either", async () => {
  await ctx.db.update(products).set({ live: false })
  expect(await found("accounting for artists")).toEqual([])
})
