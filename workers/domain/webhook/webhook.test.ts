import { eq, like } from "drizzle-orm"
import { Webhook } from "standardwebhooks"
import { beforeEach, expect, test } from "vitest"
import { audit, events, mails, webhookAttempts, webhookDeliveries, webhookEndpoints } from "#schemas/tables/index.ts"
import { loadEvent } from "#workers/domain/event/index.ts"
import { actors, clock, codeOf, network, testCtx, type TestCtx } from "#workers/test/ctx.ts"
import { deliverWebhook, dueDeliveries, fanOut, webhook } from "./index.ts"

type Got = { url: string; headers: Record<string, string>; body: string }
let got: Got[] = []
let answer: () => Response | Promise<Response> = () => new Response("thanks")
const time = clock()
const heard = "https://hooks.example.com/in"
const fetcher: typeof fetch = async (input, init) => {
  const request = new Request(input, init)
  if (!request.url.startsWith("https://hooks.example.com/")) return network(input, init)
  got.push({ url: request.url, headers: Object.fromEntries(request.headers), body: await request.text() })
  return answer()
}
const sent: { ids: string[]; delay: number | undefined }[] = []
const ctx: TestCtx = Object.assign(testCtx({ now: time.now, fetch: fetcher }), {
  send: async (ids: string[], delay?: number) => void (ids.length > 0 && sent.push({ ids, delay })),
})
beforeEach(async () => {
  got = []
  sent.length = 0
  answer = () => new Response("thanks")
  // Endpoints of other tests hear nothing of this one's events.
  await ctx.db.update(webhookEndpoints).set({ status: "disabled" })
})

async function happen(type: "agent.proposal" | "order.paid" = "agent.proposal") {
  const id = ctx.id("event")
  await ctx.db.insert(events).values({ id, type, subject: ctx.id("product"), sequence: 1, data: { summary: "Ü, a test" }, at: ctx.now() })
  const event = await loadEvent(ctx, id)
  if (!event) throw new Error("The event was not kept.")
  return event
}
const rowOf = async (id: string) => (await ctx.db.select().from(webhookDeliveries).where(eq(webhookDeliveries.id, id)))[0]
const endpointOf = async (id: string) => (await ctx.db.select().from(webhookEndpoints).where(eq(webhookEndpoints.id, id)))[0]
const attemptsOf = async (id: string) =>
  ctx.db.select().from(webhookAttempts).where(eq(webhookAttempts.deliveryId, id)).orderBy(webhookAttempts.id)
async function only(deliveries: string[]): Promise<string> {
  expect(deliveries).toHaveLength(1)
  return deliveries[0] ?? ""
}

test("an event goes once to each endpoint that wants it, signed as the reference library checks, as a CloudEvent", async () => {
  const { endpoint, secret } = await webhook.create(ctx, { url: heard, types: ["agent.proposal"] })
  await webhook.create(ctx, { url: `${heard}/orders`, types: ["order.paid"] })
  const event = await happen()
  const id = await only(await fanOut(ctx, event))
  expect(await fanOut(ctx, event)).toEqual([id])
  await Promise.all([deliverWebhook(ctx, id), deliverWebhook(ctx, id)])
  expect(got).toHaveLength(1)
  const [message] = got
  // The library looks at the real clock; the message carries the time of this test's.
  const timestamp = Number(message?.headers["webhook-timestamp"])
  expect(timestamp).toBe(time.now().getTime() / 1000)
  const signature = new Webhook(secret).sign(event.id, new Date(timestamp * 1000), message?.body ?? "")
  expect(message?.headers).toMatchObject({ "webhook-id": event.id, "webhook-signature": signature })
  expect(JSON.parse(message?.body ?? "")).toMatchObject({
    specversion: "1.0",
    id: event.id,
    type: "agent.proposal",
    data: { summary: "Ü, a test" },
  })
  expect(await rowOf(id)).toMatchObject({ status: "delivered", attempts: 1, endpointId: endpoint.id })
  expect(await attemptsOf(id)).toMatchObject([{ n: 1, status: 200, answer: "thanks" }])
  expect(await fanOut(ctx, event)).toEqual([])
})

test("the secret is shown once and kept sealed; after a rotation both sign for a day", async () => {
  const { endpoint, secret } = await webhook.create(ctx, { url: heard })
  expect(secret).toMatch(/^whsec_[A-Za-z0-9+/]{43}=$/)
  expect(JSON.stringify([await endpointOf(endpoint.id), (await webhook.list(ctx, {})).items])).not.toContain(secret.slice(6))
  const next = await webhook.rotate(ctx, { id: endpoint.id })
  await webhook.ping(ctx, { id: endpoint.id })
  time.pass(24 * 3600)
  await webhook.ping(ctx, { id: endpoint.id })
  const signed = got.map(({ headers, body }) => {
    const at = new Date(Number(headers["webhook-timestamp"]) * 1000)
    const wanted = [next.secret, secret].map((key) => new Webhook(key).sign(headers["webhook-id"] ?? "", at, body))
    return wanted.map((signature) => headers["webhook-signature"]?.split(" ").includes(signature))
  })
  expect(signed).toEqual([
    [true, true],
    [true, false],
  ])
})

test("what fails is tried again by the schedule under the same id; each attempt is in the log with the start of its answer", async () => {
  const { endpoint } = await webhook.create(ctx, { url: heard })
  const event = await happen()
  const id = await only(await fanOut(ctx, event))
  answer = () => new Response("x".repeat(5000), { status: 500 })
  await deliverWebhook(ctx, id)
  expect(sent.at(-1)).toMatchObject({ ids: [id], delay: expect.toSatisfy((seconds: number) => seconds >= 5 && seconds <= 6) })
  await deliverWebhook(ctx, id)
  expect(got).toHaveLength(1)
  time.pass(6)
  answer = () => Promise.reject(new TypeError("refused"))
  await deliverWebhook(ctx, id)
  time.pass(299)
  expect(await dueDeliveries(ctx, 500)).not.toContain(id)
  time.pass(62)
  expect(await dueDeliveries(ctx, 500)).toContain(id)
  answer = () => new Response(null, { status: 302, headers: { location: "http://169.254.169.254/" } })
  await deliverWebhook(ctx, id)
  expect(new Set(got.map(({ headers }) => headers["webhook-id"]))).toEqual(new Set([event.id]))
  const { items } = await webhook.log(ctx, { id: endpoint.id })
  expect(items[0]).toMatchObject({ id, status: "pending", attempts: 3 })
  expect(items[0]?.log.map(({ n, status }) => [n, status])).toEqual([
    [1, 500],
    [2, null],
    [3, 302],
  ])
  expect(items[0]?.log[0]?.answer).toHaveLength(1024)
})

test("410 turns the endpoint off at once; ten failures over three days do too, and the operator gets a letter", async () => {
  const gone = await webhook.create(ctx, { url: `${heard}/gone` })
  answer = () => new Response(null, { status: 410 })
  await webhook.ping(ctx, { id: gone.endpoint.id })
  expect(await endpointOf(gone.endpoint.id)).toMatchObject({
    status: "disabled",
    disabledWhy: "It answered 410: it wants no more messages.",
  })
  expect(await codeOf(webhook.ping(ctx, { id: gone.endpoint.id }))).toBe("conflict")
  const dead = await webhook.create(ctx, { url: `${heard}/dead` })
  const id = await only(await fanOut(ctx, await happen()))
  answer = () => new Response(null, { status: 503 })
  for (let n = 0; n < 10; n++) {
    await deliverWebhook(ctx, id)
    time.pass(30 * 3600)
  }
  expect([await rowOf(id), await endpointOf(dead.endpoint.id)]).toMatchObject([{ status: "failed", attempts: 10 }, { status: "disabled" }])
  const letters = await ctx.db.select().from(mails).where(like(mails.subject, "%: a webhook endpoint was turned off"))
  expect(letters.filter(({ text }) => text.includes(dead.endpoint.id))).toHaveLength(1)
  expect(await webhook.change(ctx, { id: dead.endpoint.id, status: "active" })).toMatchObject({ status: "active", failingSince: null })
})

test("a crash between sending and writing it down sends the same message again, and nothing is lost", async () => {
  await webhook.create(ctx, { url: heard })
  const id = await only(await fanOut(ctx, await happen()))
  const mortal = Object.assign(testCtx({ now: time.now, fetch: fetcher }), { commit: () => Promise.reject(new Error("killed")) })
  await expect(deliverWebhook(mortal, id)).rejects.toThrow("killed")
  await deliverWebhook(ctx, id)
  expect(got).toHaveLength(1)
  time.pass(61)
  expect(await dueDeliveries(ctx, 500)).toContain(id)
  await deliverWebhook(ctx, id)
  expect([got.length, new Set(got.map(({ headers }) => headers["webhook-id"])).size]).toEqual([2, 1])
  expect(await rowOf(id)).toMatchObject({ status: "delivered", attempts: 2 })
})

test("one delivery can be sent again, and so can a time range, also of events from before the endpoint", async () => {
  time.pass(3600)
  const from = ctx.now().toISOString()
  const [early, other] = [await happen(), await happen("order.paid")]
  time.pass(60)
  const { endpoint } = await webhook.create(ctx, { url: heard, types: ["agent.proposal"] })
  const id = await only(await fanOut(ctx, await happen()))
  await deliverWebhook(ctx, id)
  await webhook.replay(ctx, { id })
  await deliverWebhook(ctx, id)
  expect(new Set(got.map(({ headers }) => headers["webhook-id"])).size).toBe(1)
  const again = await webhook.replayRange(ctx, { id: endpoint.id, from, to: ctx.now().toISOString() })
  expect(again).toMatchObject({ queued: 2, more: false })
  for (const one of sent.at(-1)?.ids ?? []) await deliverWebhook(ctx, one)
  const ids = got.map(({ headers }) => headers["webhook-id"])
  expect([ids.length, ids.includes(early.id), ids.includes(other.id)]).toEqual([4, true, false])
  expect(await codeOf(webhook.replayRange(ctx, { id: endpoint.id, from, to: from }))).toBe("invalid to")
})

test("an address that is not public is refused before it is kept and again before anything is sent", async () => {
  for (const url of [
    "http://hooks.example.com/",
    "https://localhost/",
    "https://10.0.0.1/",
    "https://[::1]/",
    "ftp://x.example",
    "nonsense",
  ])
    expect([url, await codeOf(webhook.create(ctx, { url }))]).toEqual([url, "invalid url"])
  const { endpoint } = await webhook.create(ctx, { url: "http://localhost:9999/dev" })
  expect((await testCtx().hooks.send("https://192.168.0.1/", { id: "x", body: "", secrets: [], at: ctx.now() })).answer).toBe(
    "Use a public host name.",
  )
  await webhook.remove(ctx, { id: endpoint.id })
  expect(await codeOf(webhook.log(ctx, { id: endpoint.id }))).toBe("not_found")
})

test("a reader may look and not change; what was done is in the audit", async () => {
  const { endpoint } = await webhook.create(ctx, { url: heard })
  const reader = ctx.as(actors.reader)
  expect(await codeOf(webhook.create(reader, { url: heard }))).toBe("forbidden")
  expect(await codeOf(webhook.rotate(reader, { id: endpoint.id }))).toBe("forbidden")
  expect((await webhook.list(reader, {})).items.map(({ id }) => id)).toContain(endpoint.id)
  const traces = await ctx.db.select().from(audit).where(eq(audit.subject, endpoint.id))
  expect(traces).toMatchObject([{ operation: "webhook.create", detail: { host: "hooks.example.com" } }])
})
