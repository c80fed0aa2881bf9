import { eq, inArray, sql } from "drizzle-orm"
import { expect, test } from "vitest"
import {
  cartLines,
  carts,
  droppedIdeas,
  effects,
  events,
  jobRuns,
  jobs,
  mails,
  operatorLetters,
  orders,
  reactionsDone,
  searchDays,
  syncs,
  tickets,
  webhookAttempts,
  webhookDeliveries,
  webhookEndpoints,
} from "#schemas/tables/index.ts"
import { cart } from "#workers/domain/cart/index.ts"
import { ticket } from "#workers/domain/ticket/index.ts"
import { actors, testCtx } from "#workers/test/ctx.ts"
import { make } from "#workers/test/make.ts"
import { forgetOld } from "./index.ts"
import { retention } from "./rules/retention.ts"

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

test("every table says how long its rows stay, and none is spoken of that there is not", async () => {
  const tables = await ctx.db.all<{ name: string; sql: string }>(sql`SELECT name, sql FROM sqlite_master WHERE type = 'table'`)
  const virtual = tables.filter((table) => table.sql.startsWith("CREATE VIRTUAL")).map(({ name }) => name)
  const own = tables.filter(({ name }) => !/^(?:sqlite_|_cf_|d1_)/.test(name) && !virtual.some((one) => name.startsWith(one)))
  expect(own.map(({ name }) => name).toSorted()).toEqual(Object.keys(retention).toSorted())
})

test("messages to endpoints are forgotten a month after their last attempt, with their attempts; what still waits stays", async () => {
  const now = ctx.now()
  const endpointId = ctx.id("endpoint")
  const endpoint = {
    id: endpointId,
    url: "https://hooks.example.com/tidy",
    about: "",
    types: [],
    secret: "x",
    createdAt: now,
    updatedAt: now,
  }
  await ctx.db.insert(webhookEndpoints).values({ ...endpoint, status: "disabled" })
  const message = async (status: "pending" | "delivered" | "failed", days: number) => {
    const id = `whd_tidy_${status}_${days}`
    const base = { id, endpointId, eventId: id, type: "order.paid", body: "{}", status, nextAt: ago(days), eventAt: ago(days) }
    await ctx.db.insert(webhookDeliveries).values({ ...base, createdAt: ago(days), deliveredAt: status === "delivered" ? ago(days) : null })
    await ctx.db.insert(webhookAttempts).values({ id: `wha_${id}`, deliveryId: id, n: 1, ms: 5, answer: "ok", at: ago(days) })
    return id
  }
  const gone = [await message("delivered", 24), await message("failed", 90)]
  const stays = [await message("delivered", 22), await message("failed", 1), await message("pending", 40)]
  await forgetOld(ctx)
  const left = await ctx.db
    .select({ id: webhookDeliveries.id })
    .from(webhookDeliveries)
    .where(inArray(webhookDeliveries.id, [...gone, ...stays]))
  expect(left.map(({ id }) => id).toSorted()).toEqual(stays.toSorted())
  const tried = await ctx.db
    .select({ of: webhookAttempts.deliveryId })
    .from(webhookAttempts)
    .where(inArray(webhookAttempts.deliveryId, [...gone, ...stays]))
  expect(tried.map(({ of }) => of).toSorted()).toEqual(stays.toSorted())
  await ctx.db.delete(webhookEndpoints).where(eq(webhookEndpoints.id, endpointId))
})

test("what work and visits leave behind goes in its time: steps, reactions, reconciliations, carts, searches, drops, letters", async () => {
  const { productId } = await make.liveProduct(ctx)
  const run = async (id: string, status: "done" | "failed", days: number) => {
    const base = { id, dag: "product-to-revenue", stage: "gate", input: {}, artifacts: {}, actor: "test", heartbeatAt: ago(days) }
    await ctx.db.insert(jobs).values({ ...base, status, createdAt: ago(days), finishedAt: ago(days) })
    await ctx.db.insert(effects).values({ run: id, step: "s", n: 0, result: 1, at: ago(days) })
    return id
  }
  const runs = [await run("job_tidy_old", "done", 91), await run("job_tidy_failed", "failed", 91), await run("job_tidy_young", "done", 89)]
  const happened = async (id: string, handledAt: Date | null) => {
    await ctx.db.insert(events).values({ id, type: "order.paid", subject: id, sequence: 1, data: {}, at: ago(200), handledAt })
    await ctx.db.insert(reactionsDone).values({ eventId: id, reaction: "send-receipt", at: ago(200) })
    return id
  }
  const heard = [await happened("evt_tidy_done", ago(91)), await happened("evt_tidy_parked", null)]
  for (const [id, days] of [
    ["syn_tidy_1", 120],
    ["syn_tidy_2", 100],
  ] as const)
    await ctx.db.insert(syncs).values({
      id,
      channel: "tidied",
      actor: "test",
      status: "done",
      summary: { checked: 0, healthy: 0, published: 0, updated: 0, withdrawn: 0, failed: 0, later: 0, remaining: 0 },
      items: [],
      startedAt: ago(days),
      heartbeatAt: ago(days),
      finishedAt: ago(days),
    })
  const filled = async (status: "expired" | "open" | "ordered", days: number) => {
    const id = ctx.id("cart")
    await ctx.db.insert(carts).values({ id, status, utm: {}, visitor: "visitor-1", createdAt: ago(days), updatedAt: ago(days) })
    await ctx.db.insert(cartLines).values({ cartId: id, productId, position: 0 })
    return id
  }
  const basket = [await filled("expired", 61), await filled("expired", 59), await filled("ordered", 61), await filled("open", 24)]
  const letter = { to: "jane@example.com", subject: "s", text: "t", html: "h" }
  const letters = ["cart:tidy-old", "cart:tidy-young", "receipt:tidy-old", "receipt:tidy-young"]
  for (const [n, days] of [24, 22, 731, 729].entries())
    await ctx.db.insert(mails).values({ ...letter, id: `mail_tidy_${n}`, key: letters[n] ?? "", createdAt: ago(days) })
  const day = (days: number) => ago(days).toISOString().slice(0, 10)
  for (const days of [396, 394]) {
    await ctx.db.insert(searchDays).values({ day: day(days), query: "tidied", count: 1, results: 0 })
    await ctx.db
      .insert(droppedIdeas)
      .values({ id: `drop_tidy_${days}`, sourceId: "tidied", title: "t", cause: "c", reason: "r", at: ago(days) })
    await ctx.db
      .insert(operatorLetters)
      .values({ key: `tidied:${days}`, subject: "s", text: "t", at: ago(days), dueAt: ago(days), sentAt: ago(days) })
  }
  await forgetOld(ctx)
  const stepsOf = await ctx.db.select().from(effects).where(inArray(effects.run, runs))
  expect(stepsOf.map((step) => step.run).toSorted()).toEqual(["job_tidy_failed", "job_tidy_young"])
  const reacted = await ctx.db.select().from(reactionsDone).where(inArray(reactionsDone.eventId, heard))
  expect(reacted.map(({ eventId }) => eventId)).toEqual(["evt_tidy_parked"])
  expect((await ctx.db.select().from(syncs).where(eq(syncs.channel, "tidied"))).map(({ id }) => id)).toEqual(["syn_tidy_2"])
  const left = await ctx.db.select().from(carts).where(inArray(carts.id, basket))
  expect(new Map(left.map(({ id, visitor }) => [id, visitor]))).toEqual(
    new Map([
      [basket[1], null],
      [basket[2], null],
      [basket[3], "visitor-1"],
    ]),
  )
  expect(await ctx.db.$count(cartLines, inArray(cartLines.cartId, basket))).toBe(3)
  const written = await ctx.db.select().from(mails).where(inArray(mails.key, letters))
  expect(written.map(({ key }) => key).toSorted()).toEqual(["cart:tidy-young", "receipt:tidy-young"])
  expect((await ctx.db.select().from(searchDays).where(eq(searchDays.query, "tidied"))).map((row) => row.day)).toEqual([day(394)])
  expect((await ctx.db.select().from(droppedIdeas).where(eq(droppedIdeas.sourceId, "tidied"))).map(({ id }) => id)).toEqual([
    "drop_tidy_394",
  ])
  expect(await ctx.db.$count(operatorLetters, inArray(operatorLetters.key, ["tidied:396", "tidied:394"]))).toBe(1)
})
