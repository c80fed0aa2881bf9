import { eq } from "drizzle-orm"
import { expect, test } from "vitest"
import { products, reviews, tickets } from "#schemas/tables/index.ts"
import { passage } from "#workers/domain/passage/index.ts"
import { refund } from "#workers/domain/refund/index.ts"
import { review } from "#workers/domain/review/index.ts"
import { actors, codeOf, testCtx } from "#workers/test/ctx.ts"
import { make } from "#workers/test/make.ts"
import { faq } from "#seeds/faq.ts"
import { ticket } from "./index.ts"

const ctx = testCtx()
const shop = ctx.as(actors.shopper)
await passage.index(ctx, {
  source: "faq",
  passages: faq.map(({ id, question, answer }) => ({ id: `faq#${id}`, title: question, text: answer, url: "/help" })),
})

test("a question is answered from the shop's own texts, which it cites, and is kept", async () => {
  const answer = await ticket.ask(shop, { question: faq[0]?.question ?? "" })
  expect(answer).toMatchObject({ status: "answered", handover: false })
  expect(answer.cites.length).toBeGreaterThan(0)
  expect(answer.cites[0]).toMatchObject({ id: expect.stringMatching(/^faq#/), url: "/help" })
  const [row] = await ctx.db.select().from(tickets).where(eq(tickets.id, answer.id))
  expect(row).toMatchObject({ status: "answered", answer: answer.answer, cites: answer.cites.map(({ id }) => id) })
})

test("who asks for a person, or asks what the shop's texts do not know, gets a person", async () => {
  expect(await ticket.ask(shop, { question: faq[0]?.question ?? "", person: true })).toMatchObject({ status: "waiting", handover: true })
  expect(await ticket.ask(shop, { question: "qwertz zxcvb plugh?" })).toMatchObject({ status: "waiting", handover: true, cites: [] })
})

test("an order is spoken of only to whoever has its link; a wrong token leaves no ticket", async () => {
  const { orderId, token } = await make.paidOrder(ctx)
  const before = await ctx.db.$count(tickets)
  for (const wrong of [undefined, "", "forged"])
    expect(await codeOf(ticket.ask(shop, { question: "Where are my files?", orderId, token: wrong }))).toBe("forbidden")
  expect(await ctx.db.$count(tickets)).toBe(before)
  const { id } = await ticket.ask(shop, { question: "Where are my files?", orderId, token })
  expect((await ctx.db.select().from(tickets).where(eq(tickets.id, id)))[0]).toMatchObject({ orderId, email: "jane@example.com" })
  expect(await codeOf(ticket.list(shop, {}))).toBe("forbidden")
  expect((await ticket.list(ctx.as(actors.reader), { limit: 1 })).items[0]?.id).toBe(id)
  expect(await codeOf(ticket.ask(shop, { question: "?" }))).toBe("invalid question")
})

const words = (made: { orderId: string; token: string; goods: { productId: string }[] }) => ({
  orderId: made.orderId,
  token: made.token,
  productId: made.goods[0]?.productId ?? "",
  rating: 4,
  text: "The weekly sheet is what I needed.",
  author: "Jane",
})

test("a buyer reviews what was bought, once, also when two windows send it", async () => {
  const made = await make.paidOrder(ctx)
  const codes = await Promise.all([1, 2].map(() => codeOf(review.write(shop, words(made)))))
  expect(codes.toSorted()).toEqual(["conflict", "ok"])
  const [row] = await ctx.db
    .select()
    .from(products)
    .where(eq(products.id, made.goods[0]?.productId ?? ""))
  expect([row?.ratingSum, row?.ratingCount, await ctx.db.$count(reviews, eq(reviews.orderId, made.orderId))]).toEqual([4, 1, 1])
})

test("who has not bought, has not paid, was paid back or breaks the house rules writes no review", async () => {
  const [mine, other] = [await make.paidOrder(ctx), await make.paidOrder(ctx)]
  const before = await ctx.db.$count(reviews)
  const write = (change: object) => codeOf(review.write(shop, { ...words(mine), ...change }))
  expect(await write({ token: "forged" })).toBe("forbidden")
  expect(await write({ token: other.token })).toBe("forbidden")
  expect(await write({ productId: other.goods[0]?.productId })).toBe("not_found")
  expect(await write({ rating: 6 })).toBe("invalid rating")
  expect(await write({ text: "", author: "" })).toBe("invalid text,author")
  expect(await write({ text: "Buy fake IDs at my shop, cheap cocaine too." })).toBe("refused_by_policy text")
  const pending = await make.pendingOrder(ctx)
  expect(await write({ ...words({ ...pending, token: await make.token(ctx, pending.orderId) }) })).toBe("conflict")
  await refund.issue(ctx, { orderId: other.orderId, reason: "not happy" })
  expect(await write(words(other))).toBe("conflict")
  expect(await ctx.db.$count(reviews)).toBe(before)
})
