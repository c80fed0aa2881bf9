import { eq, sql, type Column } from "drizzle-orm"
import { expect, test } from "vitest"
import { carts, mails, orders, suppressions } from "#schemas/tables/index.ts"
import { metric } from "#workers/domain/metric/index.ts"
import { order } from "#workers/domain/order/index.ts"
import { actors, codeOf, testCtx } from "#workers/test/ctx.ts"
import { make, payAtTwin } from "#workers/test/make.ts"
import { cart } from "./index.ts"
import { remindRefusal, type Abandoned } from "./rules.ts"

const ctx = testCtx()
const shop = ctx.as(actors.shopper)
/** The payment twin has the real clock, so time passes by making carts and orders older. */
async function hours(count: number) {
  const older = (column: Column) => sql`${column} - ${count * 3_600_000}`
  const { createdAt, updatedAt, remindedAt } = carts
  await ctx.db.update(carts).set({ createdAt: older(createdAt), updatedAt: older(updatedAt), remindedAt: older(remindedAt) })
  await ctx.db.update(orders).set({ placedAt: older(orders.placedAt) })
}
const address = () => `${crypto.randomUUID()}@example.com`

async function leave(email: string, remind = true) {
  const made = await make.liveProduct(ctx)
  const { id } = await cart.add(shop, { cartId: null, slug: made.slug, utm: { source: "mastodon" } })
  const { orderId, url } = await order.place(shop, { cartId: id, email, remind })
  return { id, orderId, url, ...made }
}
const lettersTo = (email: string) => ctx.db.select().from(mails).where(eq(mails.to, email))
const linkIn = (text: string, path: string) => {
  const found = new RegExp(`http\\S+${path}\\S+`).exec(text)?.[0]
  if (!found) throw new Error(`No ${path} in: ${text}`)
  const { searchParams } = new URL(found)
  return { cartId: searchParams.get("cart") ?? "", token: searchParams.get("token") ?? "" }
}

test("who asked for it gets one letter after an hour, whose link opens the cart and is counted when it sells", async () => {
  const email = address()
  const left = await leave(email)
  await hours(0.9)
  await cart.remind(ctx, {})
  expect(await lettersTo(email)).toEqual([])
  await hours(1)
  await Promise.all([cart.remind(ctx, {}), cart.remind(ctx, {})])
  await hours(1)
  await cart.remind(ctx, {})
  const [letter, ...more] = await lettersTo(email)
  expect(more).toEqual([])
  expect(letter).toMatchObject({ subject: expect.stringContaining(left.title), text: expect.stringContaining("$9.00") })
  expect(letter?.html).toContain("utm_source=cart-reminder&amp;utm_medium=email")
  expect(letter?.text).not.toContain(email)

  const link = linkIn(letter?.text ?? "", "/cart/restore")
  expect(await codeOf(cart.restore(shop, { ...link, token: linkIn(letter?.text ?? "", "/unsubscribe").token }))).toBe("forbidden")
  // A link is clicked twice, or looked at by a mail program first: the same cart, with the good in it once.
  for (let click = 0; click < 2; click++) expect((await cart.restore(shop, link)).lines).toMatchObject([{ slug: left.slug }])
  const { orderId, url } = await order.place(shop, { cartId: link.cartId, email })
  await payAtTwin(url)
  const [row] = await ctx.db.select().from(orders).where(eq(orders.id, orderId))
  const { paymentId, total } = await ctx.payments.retrieveCheckout(row?.checkoutId ?? "")
  await order.pay(ctx.as(actors.webhook), { orderId, paymentId: paymentId ?? "", total, email, paidWith: null })
  const { bySource } = await metric.measure(ctx, { productId: left.productId })
  expect(bySource).toEqual({ "cart-reminder": { orders: 1, revenue: 900, refunded: 0 } })
})

test("nobody is written to who did not ask, bought meanwhile, is suppressed, or was written to within a day", async () => {
  const [silent, bought, bounced, twice] = [address(), address(), address(), address()]
  await leave(silent, false)
  const paid = await leave(bought)
  await ctx.db.update(orders).set({ status: "processing" }).where(eq(orders.id, paid.orderId))
  await leave(bounced)
  await ctx.db.insert(suppressions).values({ address: bounced, why: "bounced", source: "test", at: ctx.now() })
  await leave(twice)
  await leave(twice)
  await hours(2)
  const { refused } = await cart.remind(ctx, {})
  expect(refused).toMatchObject({
    "the visitor did not ask for it": 1,
    "it was bought": 1,
    "the address has bounced": 1,
    "the address had a letter within a day": 1,
  })
  expect(await Promise.all([silent, bought, bounced, twice].map(async (to) => (await lettersTo(to)).length))).toEqual([0, 0, 0, 1])
})

test("the letter's way out ends reminders to the address for good, and no receipt", async () => {
  const email = address()
  await leave(email)
  await hours(2)
  await cart.remind(ctx, {})
  const [letter] = await lettersTo(email)
  const way = linkIn(letter?.text ?? "", "/unsubscribe")
  expect(await codeOf(cart.unsubscribe(shop, { ...way, token: "forged" }))).toBe("forbidden")
  for (let click = 0; click < 2; click++) expect(await cart.unsubscribe(shop, way)).toEqual({ done: true })
  expect(await ctx.db.select().from(suppressions).where(eq(suppressions.address, email))).toMatchObject([{ why: "asked" }])
  await hours(30)
  await leave(email.toUpperCase())
  await hours(2)
  expect((await cart.remind(ctx, {})).refused).toMatchObject({ "the address has asked": 1 })
  const receipt = { to: email, subject: "s", text: "t", html: "h", idempotencyKey: email }
  await expect(ctx.mail.send({ ...receipt, kind: "reminder" })).rejects.toThrow("asked")
  await ctx.mail.send({ ...receipt, kind: "receipt" })
  expect(await lettersTo(email)).toHaveLength(2)

  await ctx.db.update(carts).set({ email: null }).where(eq(carts.id, way.cartId))
  expect(await codeOf(cart.unsubscribe(shop, way))).toBe("gone")
})

test("a letter that the provider could not take is tried again by the next run", async () => {
  const email = address()
  const { id } = await leave(email)
  await hours(2)
  const away = Object.assign(testCtx(), { mail: { ...ctx.mail, send: () => Promise.reject(new Error("away")) } })
  expect((await cart.remind(away, {})).refused).toMatchObject({ "Error: away": 1 })
  expect((await ctx.db.select().from(carts).where(eq(carts.id, id)))[0]?.remindedAt).toBeNull()
  await cart.remind(ctx, {})
  expect(await lettersTo(email)).toHaveLength(1)
  expect(await codeOf(cart.remind(shop, {}))).toBe("forbidden")
})

test("each reason not to write stands alone", () => {
  const now = new Date("2027-10-02T12:00:00Z")
  const ago = (ms: number) => new Date(now.getTime() - ms)
  const fine: Abandoned = {
    email: "a@example.com",
    asked: ago(2 * 3_600_000),
    reminded: null,
    status: "open",
    touched: ago(2 * 3_600_000),
    lines: 1,
    bought: false,
    suppressed: null,
    wroteLately: false,
  }
  const why = (change: Partial<Abandoned>) => remindRefusal({ ...fine, ...change }, now)
  expect(why({})).toBeNull()
  const changes: Partial<Abandoned>[] = [
    { email: null },
    { asked: null },
    { reminded: now },
    { status: "ordered" },
    { touched: ago(3_599_999) },
    { touched: ago(86_400_001) },
    { lines: 0 },
    { suppressed: "complained" },
  ]
  expect(new Set(changes.map(why)).size).toBe(changes.length)
})
