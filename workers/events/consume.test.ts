import { createExecutionContext, createMessageBatch, getQueueResult } from "cloudflare:test"
import { eq } from "drizzle-orm"
import { afterEach, expect, test } from "vitest"
import { events, reactionsDone } from "#schemas/tables/index.ts"
import { dueEvents, event as eventVerbs, mostAttempts } from "#workers/domain/event/index.ts"
import { outbox } from "#workers/jobs/outbox.ts"
import { bindings, clock, codeOf, testCtx } from "#workers/test/ctx.ts"
import { make } from "#workers/test/make.ts"
import { consume, deadQueue, handle } from "./consume.ts"
import { reactions } from "./index.ts"

const time = clock()
const ctx = testCtx({ now: time.now })
const heard: string[] = []
let failing = false
// A reaction that can be told to fail; the list is the registry that the host reads.
const probe = {
  name: "probe",
  on: "agent.proposal" as const,
  run: async (_: unknown, event: { id: string }) => {
    if (failing) throw new Error("not now")
    heard.push(event.id)
  },
}
reactions.push(probe)
afterEach(() => void (failing = false))

async function happen(): Promise<string> {
  const productId = ctx.id("product")
  const data = { proposalId: ctx.id("proposal"), author: "agent:test", kind: "experiment", summary: "A test.", diffHash: "0" }
  const quiet = testCtx({ now: time.now })
  // Written and not sent: what these tests deliver is all that is delivered.
  await quiet.db
    .insert(events)
    .values({ id: ctx.id("event"), type: "agent.proposal", subject: productId, sequence: 1, data, at: ctx.now() })
  const [row] = await ctx.db.select().from(events).where(eq(events.subject, productId))
  return row?.id ?? ""
}
const rowOf = async (id: string) => (await ctx.db.select().from(events).where(eq(events.id, id)))[0]
async function deliver(queue: string, ids: string[]) {
  const batch = createMessageBatch(
    queue,
    ids.map((id, n) => ({ id: `message-${n}`, timestamp: new Date(), attempts: 1, body: { id } })),
  )
  await consume(batch, bindings)
  return getQueueResult(batch, createExecutionContext())
}

test("an event's reactions run once, however often it is delivered", async () => {
  const id = await happen()
  const { explicitAcks } = await deliver("autonomax-events", [id, id, id])
  expect(explicitAcks).toHaveLength(3)
  await deliver("autonomax-events", [id])
  expect(heard.filter((one) => one === id)).toHaveLength(1)
  expect(await rowOf(id)).toMatchObject({ handledAt: expect.any(Date), attempts: 1, error: null })
})

test("a failing reaction is tried again, alone: what had run before does not run again", async () => {
  const id = await happen()
  reactions.push({ ...probe, name: "probe-too", run: async (_, { id: which }) => void heard.push(`too ${which}`) })
  reactions.reverse()
  failing = true
  const { explicitAcks, retryMessages } = await deliver("autonomax-events", [id])
  expect([explicitAcks, retryMessages]).toMatchObject([[], [{ msgId: "message-0" }]])
  expect(await rowOf(id)).toMatchObject({ handledAt: null, attempts: 1, error: expect.stringContaining("not now") })
  failing = false
  await deliver("autonomax-events", [id])
  expect(heard.filter((one) => one.endsWith(id)).toSorted()).toEqual([id, `too ${id}`].toSorted())
  const done = await ctx.db.select().from(reactionsDone).where(eq(reactionsDone.eventId, id))
  expect(done.map(({ reaction }) => reaction).toSorted()).toEqual(["call-webhooks", "probe", "probe-too", "wake-directors"])
  reactions.splice(
    reactions.findIndex(({ name }) => name === "probe-too"),
    1,
  )
})

test("one bad message does not hold up the others, and an unknown event is put away", async () => {
  const [bad, good] = [await happen(), await happen()]
  await ctx.db.update(events).set({ type: "order.paid", data: {} }).where(eq(events.id, bad))
  const { explicitAcks, retryMessages } = await deliver("autonomax-events", [bad, good, "evt_unknown"])
  expect([explicitAcks, retryMessages.map(({ msgId }) => msgId)]).toEqual([["message-1", "message-2"], ["message-0"]])
})

test("the dead queue is put away, but the outbox sends the event again until it is handled", async () => {
  const id = await happen()
  const { explicitAcks } = await deliver(deadQueue, [id])
  expect([explicitAcks, (await rowOf(id))?.handledAt]).toEqual([["message-0"], null])
  expect(await dueEvents(ctx, 30, 100)).not.toContain(id)
  time.pass(60)
  const sent: string[] = []
  const own = Object.assign(testCtx({ now: time.now }), { send: async (ids: string[]) => void sent.push(...ids) })
  expect(await outbox.run(own)).toMatch(/sent again$/)
  expect(sent).toContain(id)
  await handle(ctx, id)
  expect(await dueEvents(ctx, 30, 100)).not.toContain(id)
})

test("a product's words are citable once it is on sale", async () => {
  const { productId, title } = await make.liveProduct(ctx)
  const rows = await ctx.db.select().from(events).where(eq(events.subject, productId))
  for (const { id } of rows) await handle(ctx, id)
  const found = await ctx.search.find(title, { limit: 5, sources: [`product:${productId}`] })
  expect(found[0]?.id).toMatch(new RegExp(`^${productId}#`))
})

test("an event that always fails rests longer each time, is parked after the last, and runs again when an operator says so", async () => {
  const id = await happen()
  failing = true
  const waits: (number | null)[] = []
  for (let n = 0; n < mostAttempts; n++) {
    const wait = await handle(ctx, id)
    waits.push(wait)
    if (wait === null) break
    expect(await dueEvents(ctx, 0, 500)).not.toContain(id)
    time.pass(wait + 1)
    expect(await dueEvents(ctx, 0, 500)).toContain(id)
  }
  expect([waits.length, waits.at(-1)]).toEqual([mostAttempts, null])
  const day = waits.reduce<number>((sum, wait) => sum + (wait ?? 0), 0)
  expect([day > 12 * 3600, day < 30 * 3600]).toEqual([true, true])
  time.pass(10 * 86_400)
  expect(await dueEvents(ctx, 0, 500)).not.toContain(id)
  await handle(ctx, id)
  const { items } = await eventVerbs.parked(ctx, {})
  expect(items.find((one) => one.id === id)).toMatchObject({ attempts: mostAttempts, error: "Error: not now" })
  failing = false
  await eventVerbs.replay(Object.assign(testCtx({ now: time.now }), { send: async () => undefined }), { id })
  await handle(ctx, id)
  expect(await rowOf(id)).toMatchObject({ handledAt: expect.any(Date), parkedAt: null, error: null })
  expect(await codeOf(eventVerbs.replay(ctx, { id }))).toBe("conflict")
})

test("a wait too long for the queue is left to the outbox, and a delivery that the queue brings is tried", async () => {
  const id = await happen()
  await ctx.db.update(events).set({ attempts: 9 }).where(eq(events.id, id))
  failing = true
  const { explicitAcks, retryMessages } = await deliver("autonomax-events", [id])
  expect([explicitAcks, retryMessages]).toEqual([["message-0"], []])
  expect((await deliver("autonomax-events", ["whd_unknown"])).explicitAcks).toEqual(["message-0"])
})
