import { eq, inArray } from "drizzle-orm"
import { expect, test } from "vitest"
import { carts, jobRuns, orders, tickets } from "#schemas/tables/index.ts"
import { cart } from "#workers/domain/cart/index.ts"
import { ticket } from "#workers/domain/ticket/index.ts"
import { actors, testCtx } from "#workers/test/ctx.ts"
import { make } from "#workers/test/make.ts"
import { forgetOld } from "./index.ts"

const ctx = testCtx()
const ago = (days: number) => new Date(ctx.now().getTime() - days * 86_400_000)

test("what the privacy page promises to forget is forgotten in its time, and not before", async () => {
  const ask = async (days: number) => {
    const { id } = await ticket.ask(ctx.as(actors.shopper), { question: "Is there a refund?", person: true })
    await ctx.db
      .update(tickets)
      .set({ updatedAt: ago(days) })
      .where(eq(tickets.id, id))
    return id
  }
  const asked = [await ask(731), await ask(729)]
  const buy = async (days: number) => {
    const { orderId, cartId } = await make.pendingOrder(ctx)
    await ctx.db
      .update(orders)
      .set({ utm: { source: "mastodon" }, placedAt: ago(days) })
      .where(eq(orders.id, orderId))
    return { orderId, cartId }
  }
  const [old, young] = [await buy(396), await buy(394)]
  await forgetOld(ctx)
  expect((await ctx.db.select().from(tickets).where(inArray(tickets.id, asked))).map(({ id }) => id)).toEqual(asked.slice(1))
  const utmOf = async (id: string) => (await ctx.db.select().from(orders).where(eq(orders.id, id)))[0]?.utm
  expect([await utmOf(old.orderId), await utmOf(young.orderId)]).toEqual([{}, { source: "mastodon" }])

  await ctx.db
    .update(carts)
    .set({ updatedAt: ago(31) })
    .where(eq(carts.id, old.cartId))
  await cart.expire(ctx, {})
  const emails = await ctx.db
    .select({ id: carts.id, email: carts.email })
    .from(carts)
    .where(inArray(carts.id, [old.cartId, young.cartId]))
  expect(new Map(emails.map(({ id, email }) => [id, email]))).toEqual(
    new Map([
      [old.cartId, null],
      [young.cartId, "jane@example.com"],
    ]),
  )
})

test("of a job that runs every few minutes twenty runs stay beyond three days, of a rare one all of a month", async () => {
  const row = (name: string, n: number, days: number) => ({
    name,
    dateKey: `${name} ${n}`,
    startedAt: ago(days + n / 1000),
    ok: true,
    finishedAt: ago(days),
  })
  for (let n = 0; n < 40; n++) await ctx.db.insert(jobRuns).values(row("often", n, 4))
  for (let n = 0; n < 4; n++) await ctx.db.insert(jobRuns).values(row("seldom", n, 8))
  await forgetOld(ctx)
  expect([await ctx.db.$count(jobRuns, eq(jobRuns.name, "often")), await ctx.db.$count(jobRuns, eq(jobRuns.name, "seldom"))]).toEqual([
    21, 4,
  ])
})
