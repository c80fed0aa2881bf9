import { eq } from "drizzle-orm"
import { expect, test } from "vitest"
import { audit, carts, entitlements, orders } from "#schemas/tables/index.ts"
import { actors, clock, codeOf, testCtx } from "#workers/test/ctx.ts"
import { eventsOf, make } from "#workers/test/make.ts"
import { sandboxFetch, SANDBOX_URL } from "#workers/test/sandbox.ts"
import { order } from "./index.ts"

const ctx = testCtx()
const shop = ctx.as(actors.shopper)
const rowOf = async (id: string) => (await ctx.db.select().from(orders).where(eq(orders.id, id)))[0]
const misbehave = (how: string, times = 1) =>
  sandboxFetch(`${SANDBOX_URL}/sandbox/misbehave/stripe`, {
    method: "POST",
    body: JSON.stringify({ how, times, path: "/v1/checkout/sessions" }),
  })
const sessionsOf = async (orderId: string) => {
  const headers = { authorization: "Bearer sk_test_autonomax_sandbox" }
  const reply = await sandboxFetch(`${SANDBOX_URL}/v1/checkout/sessions?limit=100`, { headers })
  const { data } = await reply.json<{ data: { client_reference_id: string }[] }>()
  return data.filter((session) => session.client_reference_id === orderId)
}

test("an order is written with its lines and opens one payment page", async () => {
  const goods = [
    await make.liveProduct(ctx),
    await make.liveProduct(ctx, { category: "Meal planning", audience: "busy parents", price: 1200 }),
  ]
  const { orderId, url } = await order.place(shop, { cartId: await make.cart(shop, ...goods), email: "jane@example.com" })
  expect(await rowOf(orderId)).toMatchObject({
    status: "pending",
    subtotal: 2100,
    total: 2100,
    email: "jane@example.com",
    checkoutUrl: url,
  })
  const view = await order.view(shop, { id: orderId, token: await make.token(ctx, orderId) })
  expect(view.lines.map(({ price, downloads }) => [price.amount, downloads.length])).toEqual([
    [900, 0],
    [1200, 0],
  ])
  expect([view.paymentUrl, view.email]).toEqual([url, "j•••@example.com"])
  expect(await sessionsOf(orderId)).toHaveLength(1)
})

test("an empty or unknown cart is refused and leaves no order", async () => {
  const before = (await ctx.db.select().from(orders)).length
  expect(await codeOf(order.place(shop, { cartId: "crt_unknown" }))).toBe("conflict")
  expect(await codeOf(order.place(shop, { cartId: await make.cart(shop, await make.liveProduct(ctx)), email: "no" }))).toBe("invalid email")
  expect((await ctx.db.select().from(orders)).length).toBe(before)
})

test("when the payment provider is down the order fails, in words, and nothing is charged", async () => {
  const cartId = await make.cart(shop, await make.liveProduct(ctx))
  await misbehave("unavailable", 3)
  await expect(order.place(shop, { cartId })).rejects.toMatchObject({
    code: "upstream",
    message: expect.stringContaining("Nothing was charged; please try again."),
  })
  const [failed] = await ctx.db.select().from(orders).where(eq(orders.cartId, cartId))
  expect(failed).toMatchObject({ status: "failed", checkoutId: null })
  expect(await sessionsOf(failed?.id ?? "")).toEqual([])
  // The cart is still there for another try.
  expect((await order.place(shop, { cartId })).url).toContain("/pay/")
})

test("a lost answer of the provider makes one payment page, not two", async () => {
  const cartId = await make.cart(shop, await make.liveProduct(ctx))
  await misbehave("lost")
  const { orderId } = await order.place(shop, { cartId })
  expect(await sessionsOf(orderId)).toHaveLength(1)
})

test("a hundred calls at once pay an order once: one entitlement a line, one event, one audit entry", async () => {
  const goods = [await make.liveProduct(ctx), await make.liveProduct(ctx, { category: "Job search", audience: "career changers" })]
  const { orderId, cartId } = await make.pendingOrder(ctx, goods)
  const paid = { orderId, paymentId: `pi_${orderId}`, total: { amount: 1800, currency: "USD" }, email: null, paidWith: "stripe" }
  const webhook = ctx.as(actors.webhook)
  const answers = await Promise.all(Array.from({ length: 100 }, () => order.pay(webhook, paid)))
  expect(answers.filter(({ already }) => !already)).toHaveLength(1)
  expect(await rowOf(orderId)).toMatchObject({ status: "paid", total: 1800, paidWith: "stripe" })
  expect(await ctx.db.select().from(entitlements).where(eq(entitlements.orderId, orderId))).toHaveLength(2)
  expect(await eventsOf(ctx, orderId)).toEqual(["order.paid"])
  const trail = await ctx.db.select().from(audit).where(eq(audit.subject, orderId))
  expect(trail.filter(({ operation }) => operation === "order.pay")).toHaveLength(1)
  expect((await ctx.db.select().from(carts).where(eq(carts.id, cartId)))[0]?.status).toBe("ordered")
})

test("tax and a promotion code of the provider are booked where they belong; another currency is refused", async () => {
  const webhook = ctx.as(actors.webhook)
  const pay = async (amount: number, currency = "USD") => {
    const { orderId } = await make.pendingOrder(ctx)
    const code = await codeOf(
      order.pay(webhook, { orderId, paymentId: `pi_${orderId}`, total: { amount, currency }, email: null, paidWith: null }),
    )
    return [code, await rowOf(orderId)] as const
  }
  expect(await pay(1071)).toMatchObject(["ok", { total: 1071, tax: 171, discount: 0 }])
  expect(await pay(400)).toMatchObject(["ok", { total: 400, tax: 0, discount: 500 }])
  expect(await pay(900, "EUR")).toMatchObject(["conflict", { status: "pending", paymentId: null }])
})

test("only who may write can mark an order paid, and a stranger cannot look at it", async () => {
  const { orderId } = await make.pendingOrder(ctx)
  const paid = { orderId, paymentId: "pi_x", total: null, email: null, paidWith: null }
  expect(await codeOf(order.pay(shop, paid))).toBe("forbidden")
  expect(await codeOf(order.settle(ctx.as(actors.reader), { orderId, to: "expired" }))).toBe("forbidden")
  expect((await rowOf(orderId))?.status).toBe("pending")
  expect(await codeOf(order.view(shop, { id: orderId }))).toBe("forbidden")
  expect(await codeOf(order.view(shop, { id: orderId, token: "forged" }))).toBe("forbidden")
  const other = await make.pendingOrder(ctx)
  expect(await codeOf(order.view(shop, { id: orderId, token: await make.token(ctx, other.orderId) }))).toBe("forbidden")
  expect((await order.view(ctx.as(actors.reader), { id: orderId })).email).toBe("jane@example.com")
})

test("a late report does not undo a payment, and an expired order can still turn out paid", async () => {
  const { orderId } = await make.paidOrder(ctx)
  expect(await order.settle(ctx, { orderId, to: "expired" })).toEqual({ changed: false })
  expect(await order.settle(ctx, { orderId, to: "failed" })).toEqual({ changed: false })
  const { orderId: late } = await make.pendingOrder(ctx)
  expect(await order.settle(ctx, { orderId: late, to: "expired" })).toEqual({ changed: true })
  await order.pay(ctx, { orderId: late, paymentId: "pi_late", total: null, email: null, paidWith: null })
  expect((await rowOf(late))?.status).toBe("paid")
})

test("download links end after a day, and the order page makes new ones", async () => {
  const time = clock()
  const own = testCtx({ now: time.now })
  const { orderId, token } = await make.paidOrder(own)
  const first = await order.view(own.as(actors.shopper), { id: orderId, token })
  const [download] = first.lines[0]?.downloads ?? []
  expect(new Date(download?.expiresAt ?? 0).getTime() - time.now().getTime()).toBe(86_400_000)
  expect(first.lines[0]?.downloads.map(({ name }) => name).toSorted()).toEqual(["all.zip", "licence.txt", "prompts.md"])
  time.pass(3600)
  const later = await order.view(own.as(actors.shopper), { id: orderId, token })
  expect(later.lines[0]?.downloads[0]?.url).not.toBe(download?.url)
})
