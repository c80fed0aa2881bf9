import { eq } from "drizzle-orm"
import { expect, test } from "vitest"
import { downloads, entitlements, mails, orders, refunds, webhooksSeen } from "#schemas/tables/index.ts"
import type { PaymentEvent } from "#workers/adapters/payments/payments.ts"
import { handle } from "#workers/events/consume.ts"
import { event } from "#workers/domain/event/index.ts"
import { order } from "#workers/domain/order/index.ts"
import { refund } from "#workers/domain/refund/index.ts"
import { actors, clock, codeOf, network, shopFetch, testCtx } from "#workers/test/ctx.ts"
import { eventsOf, make, payAtTwin } from "#workers/test/make.ts"
import { sandboxFetch, SANDBOX_URL, wakeStripe } from "#workers/test/sandbox.ts"
import { receivePayment } from "./index.ts"

const ctx = testCtx()
const shop = ctx.as(actors.shopper)
const webhook = ctx.as(actors.webhook)
const rowOf = async (id: string) => (await ctx.db.select().from(orders).where(eq(orders.id, id)))[0]
const rightsOf = (id: string) => ctx.db.select().from(entitlements).where(eq(entitlements.orderId, id))
const deliver = async (wish: object) => {
  const reply = await sandboxFetch(`${SANDBOX_URL}/sandbox/deliver`, { method: "POST", body: JSON.stringify(wish) })
  return (await reply.json<{ results?: { status: number }[] }>()).results?.map(({ status }) => status) ?? []
}
const post = (body: string, headers: HeadersInit = {}) => shopFetch("/webhooks/stripe", { method: "POST", body, headers })
let serial = 0
const told = (at: Date) => ({ id: `evt_test_${++serial}`, at })
const usd = (amount: number) => ({ amount, currency: "USD" })

test("one signed event delivered a hundred times at once pays one order once", async () => {
  const { orderId, url } = await make.pendingOrder(ctx)
  await payAtTwin(url)
  const statuses = await deliver({ times: 100, order: "shuffled" })
  expect([statuses.length, new Set(statuses)]).toEqual([100, new Set([200])])
  expect(await rowOf(orderId)).toMatchObject({ status: "paid", total: 900 })
  expect([(await rightsOf(orderId)).length, await eventsOf(ctx, orderId)]).toEqual([1, ["order.paid"]])
})

test("forged, stale, altered and unsigned messages are refused with 400 and leave no row", async () => {
  const { orderId, url } = await make.pendingOrder(ctx)
  const before = (await ctx.db.select().from(webhooksSeen)).length
  for (const body of ["{}", "", "not json", '{"id":"evt_1","type":"checkout.session.completed"}']) {
    const reply = await post(body, body === "" ? {} : { "stripe-signature": "t=1,v1=00" })
    expect([reply.status, reply.headers.get("content-type")]).toEqual([400, expect.stringContaining("application/problem+json")])
  }
  expect((await ctx.db.select().from(webhooksSeen)).length).toBe(before)
  await payAtTwin(url)
  for (const forged of ["signature", "body", "stale"]) {
    const statuses = await deliver({ forged })
    expect([forged, statuses]).toEqual([forged, [400]])
  }
  expect((await rowOf(orderId))?.status).not.toBe("refunded")
})

test("expired after paid changes nothing; paid after expired still pays", async () => {
  const { orderId, paymentId } = await make.paidOrder(ctx)
  const facts = { checkoutId: (await rowOf(orderId))?.checkoutId ?? "", orderId, paymentId, total: usd(900), email: null }
  await receivePayment(webhook, { ...told(ctx.now()), type: "expired", ...facts })
  expect((await rowOf(orderId))?.status).toBe("paid")
  const late = await make.pendingOrder(ctx)
  const about = {
    ...facts,
    orderId: late.orderId,
    checkoutId: (await rowOf(late.orderId))?.checkoutId ?? "",
    paymentId: `pi_${late.orderId}`,
  }
  await receivePayment(webhook, { ...told(ctx.now()), type: "expired", ...about })
  expect((await rowOf(late.orderId))?.status).toBe("expired")
  await receivePayment(webhook, { ...told(ctx.now()), type: "paid", ...about })
  expect((await rowOf(late.orderId))?.status).toBe("paid")
})

test("a refund that overtakes its payment is asked for again, and then closes the files", async () => {
  const { orderId } = await make.pendingOrder(ctx)
  const paymentId = `pi_${orderId}`
  const refunded: PaymentEvent = {
    ...told(ctx.now()),
    type: "refunded",
    refundId: `re_${orderId}`,
    paymentId,
    amount: usd(900),
    status: "succeeded",
  }
  expect(await codeOf(receivePayment(webhook, refunded))).toBe("unavailable")
  await order.pay(webhook, { orderId, paymentId, total: usd(900), email: null, paidWith: "stripe" })
  expect(await receivePayment(webhook, refunded)).toBe("done")
  expect(await rowOf(orderId)).toMatchObject({ status: "refunded", refunded: 900 })
  expect((await rightsOf(orderId)).map(({ status }) => status)).toEqual(["revoked"])
  expect(await receivePayment(webhook, refunded)).toBe("seen")
  expect(await eventsOf(ctx, orderId)).toEqual(["order.paid", "refund.issued"])
  // About a payment that is not ours we stop asking after an hour.
  const foreign: PaymentEvent = { ...refunded, ...told(new Date(ctx.now().getTime() - 7_200_000)), paymentId: "pi_foreign" }
  expect(await receivePayment(webhook, foreign)).toBe("unknown")
})

test("an event about somebody else's checkout changes no order", async () => {
  const { orderId } = await make.pendingOrder(ctx)
  const foreign = { checkoutId: "cs_other", orderId, paymentId: "pi_other", total: usd(1), email: null }
  expect(await receivePayment(webhook, { ...told(ctx.now()), type: "paid", ...foreign })).toBe("unknown")
  expect((await rowOf(orderId))?.status).toBe("pending")
})

test("a bank debit is processing first and paid or failed later; nothing can be fetched before", async () => {
  const bank = { method: "us_bank_account", routing: "110000000" }
  const good = await make.pendingOrder(ctx)
  await payAtTwin(good.url, { ...bank, account: "000123456789" })
  expect(await deliver({ events: ["checkout.session.completed"] })).toEqual([200])
  expect(["processing", "paid"]).toContain((await rowOf(good.orderId))?.status)
  const bad = await make.pendingOrder(ctx)
  await payAtTwin(bad.url, { ...bank, account: "000111111113" })
  for (let n = 0; n < 3; n++) await wakeStripe()
  expect([(await rowOf(good.orderId))?.status, (await rowOf(bad.orderId))?.status]).toEqual(["paid", "failed"])
  expect([(await rightsOf(good.orderId)).length, (await rightsOf(bad.orderId)).length]).toEqual([1, 0])
})

test("a full refund closes the downloads at the next request; a partial one keeps them", async () => {
  const { orderId, token } = await make.paidOrder(ctx)
  const [file] = (await order.view(shop, { id: orderId, token })).lines[0]?.downloads ?? []
  expect((await network(file?.url.replace(/^http:\/\/[^/]+/, "http://shop.test") ?? "")).status).toBe(200)
  expect(await refund.issue(ctx, { orderId, amount: 300, reason: "half happy" })).toMatchObject({ status: "issued", amount: usd(300) })
  const open = () => network(file?.url.replace(/^http:\/\/[^/]+/, "http://shop.test") ?? "")
  expect((await open()).status).toBe(200)
  expect(await rowOf(orderId)).toMatchObject({ status: "paid", refunded: 300 })
  await refund.issue(ctx, { orderId, reason: "not happy" })
  const closed = await open()
  expect([closed.status, (await closed.json<{ type: string }>()).type]).toEqual([410, "http://shop.test/problems/gone"])
  expect((await order.view(shop, { id: orderId, token })).lines[0]?.downloads).toEqual([])
  expect(await eventsOf(ctx, orderId)).toEqual(["order.paid", "refund.issued", "refund.issued"])
  // The twin's own webhooks about both refunds find them known.
  await wakeStripe()
  expect((await ctx.db.select().from(refunds).where(eq(refunds.orderId, orderId))).map(({ amount }) => amount).toSorted()).toEqual([
    300, 600,
  ])
  expect((await rowOf(orderId))?.refunded).toBe(900)
})

test("two refunds at once never pay back more than was paid, and too much is refused", async () => {
  const { orderId } = await make.paidOrder(ctx)
  const codes = await Promise.all([1, 2, 3].map(() => codeOf(refund.issue(ctx, { orderId, amount: 500, reason: "all at once" }))))
  expect(codes.filter((code) => code === "ok")).toHaveLength(1)
  expect(await rowOf(orderId)).toMatchObject({ refunded: 500, status: "paid" })
  expect(await codeOf(refund.issue(ctx, { orderId, amount: 401, reason: "too much" }))).toBe("refused_by_policy")
  expect(await codeOf(refund.issue(ctx.as(actors.writer), { orderId, reason: "no scope" }))).toBe("forbidden")
  expect(await codeOf(refund.issue(ctx, { orderId, amount: 0, reason: "nothing" }))).toBe("invalid amount")
})

test("after fourteen days only a person pays back", async () => {
  const time = clock()
  const own = testCtx({ now: time.now })
  const { orderId } = await make.paidOrder(own)
  time.pass(15 * 86_400)
  const spender = { kind: "key" as const, id: "key:spender", scopes: ["shop", "read", "write", "spend"] as const }
  expect(await codeOf(refund.issue(own.as({ ...spender, scopes: [...spender.scopes] }), { orderId, reason: "late" }))).toBe(
    "refused_by_policy",
  )
  expect(await codeOf(refund.issue(own, { orderId, reason: "late, but the owner agrees" }))).toBe("ok")
})

test("when the provider declines a refund nothing is taken off, and it can be tried again", async () => {
  const { orderId, url } = await make.pendingOrder(ctx)
  await payAtTwin(url, { number: "4000000000000259" })
  const { paymentId } = await ctx.payments.retrieveCheckout((await rowOf(orderId))?.checkoutId ?? "")
  await order.pay(webhook, { orderId, paymentId: paymentId ?? "", total: usd(900), email: null, paidWith: "stripe" })
  await expect(refund.issue(ctx, { orderId, reason: "disputed" })).rejects.toMatchObject({ code: "upstream" })
  expect(await rowOf(orderId)).toMatchObject({ refunded: 0, status: expect.stringMatching(/paid|disputed/) })
  expect(await ctx.db.select().from(refunds).where(eq(refunds.orderId, orderId))).toMatchObject([{ status: "failed" }])
  expect((await rightsOf(orderId))[0]?.status).toBe("active")
})

test("a refund whose answer was lost is finished by the webhook, or by asking again under the same id", async () => {
  const time = clock(new Date().toISOString())
  const own = testCtx({ now: time.now })
  const lost = async () => {
    const made = await make.paidOrder(own)
    const misbehave = { how: "lost", times: 3, path: "/v1/refunds" }
    await sandboxFetch(`${SANDBOX_URL}/sandbox/misbehave/stripe`, { method: "POST", body: JSON.stringify(misbehave) })
    await expect(refund.issue(own, { orderId: made.orderId, reason: "lost" })).rejects.toMatchObject({ code: "upstream" })
    expect(await rowOf(made.orderId)).toMatchObject({ refunded: 900 })
    return made.orderId
  }
  const heard = await lost()
  await wakeStripe()
  expect((await rowOf(heard))?.status).toBe("refunded")
  expect(await eventsOf(ctx, heard)).toEqual(["order.paid", "refund.issued"])
  const asked = await lost()
  // The first webhook may have settled it already; asking again must not pay twice either way.
  time.pass(120)
  const again = await codeOf(refund.issue(own, { orderId: asked, reason: "lost" }))
  expect(["ok", "refused_by_policy"]).toContain(again)
  expect(await rowOf(asked)).toMatchObject({ status: "refunded", refunded: 900 })
  expect(await ctx.db.select().from(refunds).where(eq(refunds.orderId, asked))).toHaveLength(1)
})

test("a refund that fails at the bank later opens the files again, for the buyer has no money back", async () => {
  const { orderId, paymentId } = await make.paidOrder(ctx)
  await refund.issue(ctx, { orderId, reason: "bounced" })
  const [row] = await ctx.db.select().from(refunds).where(eq(refunds.orderId, orderId))
  const failed: PaymentEvent = {
    ...told(ctx.now()),
    type: "refunded",
    refundId: row?.remoteId ?? "",
    paymentId,
    amount: usd(900),
    status: "failed",
  }
  expect(await receivePayment(webhook, failed)).toBe("done")
  await receivePayment(webhook, { ...failed, ...told(ctx.now()) })
  expect(await rowOf(orderId)).toMatchObject({ status: "paid", refunded: 0 })
  expect((await rightsOf(orderId))[0]?.status).toBe("active")
})

test("the receipt is sent once, however often its event comes", async () => {
  const { orderId } = await make.paidOrder(ctx)
  const { items } = await event.list(ctx, { subject: orderId })
  await Promise.all([1, 2, 3].map(() => handle(ctx.as(actors.job), items[0]?.id ?? "")))
  const letters = await ctx.db
    .select()
    .from(mails)
    .where(eq(mails.key, `receipt:${orderId}`))
  expect(letters).toHaveLength(1)
  expect(letters[0]).toMatchObject({ to: "jane@example.com", subject: expect.stringContaining("your order AX-") })
  expect(letters[0]?.text).toContain(`/orders/${orderId}?token=`)
  expect(letters[0]?.text).toContain("Total $9.00")
})

test("downloads come whole or in ranges, and only with a signature that is ours, fresh and for that file", async () => {
  const time = clock(new Date().toISOString())
  const own = testCtx({ now: time.now })
  const { orderId, token } = await make.paidOrder(own)
  const other = await make.paidOrder(own)
  const view = await order.view(own.as(actors.shopper), { id: orderId, token })
  const [file, second] = view.lines[0]?.downloads ?? []
  const path = new URL(file?.url ?? "")
  const open = (url: URL, range?: string) => shopFetch(url.pathname + url.search, range ? { headers: { range } } : {})
  const whole = await open(path)
  const bytes = await whole.arrayBuffer()
  expect([whole.status, bytes.byteLength, whole.headers.get("accept-ranges"), whole.headers.get("cache-control")]).toEqual([
    200,
    file?.bytes,
    "bytes",
    "private, no-store",
  ])
  const size = bytes.byteLength
  const part = await open(path, "bytes=10-19")
  expect([part.status, part.headers.get("content-range"), new Uint8Array(await part.arrayBuffer())]).toEqual([
    206,
    `bytes 10-19/${size}`,
    new Uint8Array(bytes.slice(10, 20)),
  ])
  const tail = await open(path, "bytes=-5")
  expect([tail.status, tail.headers.get("content-range"), (await tail.arrayBuffer()).byteLength]).toEqual([
    206,
    `bytes ${size - 5}-${size - 1}/${size}`,
    5,
  ])
  const beyond = await open(path, `bytes=${size + 10}-`)
  expect([beyond.status, beyond.headers.get("content-range")]).toEqual([416, `bytes */${size}`])
  expect((await open(path, "pages=1-2")).status).toBe(200)

  const forged = new URL(path)
  forged.searchParams.set("signature", "x".repeat(43))
  const moved = new URL(path)
  moved.pathname = new URL(second?.url ?? "").pathname
  const longer = new URL(path)
  longer.searchParams.set("expires", String(Number(path.searchParams.get("expires")) + 60))
  const [foreign] = (await order.view(own.as(actors.shopper), { id: other.orderId, token: other.token })).lines[0]?.downloads ?? []
  const swapped = new URL(path)
  swapped.pathname = `${path.pathname.split("/").slice(0, -1).join("/")}/${foreign?.assetId}`
  for (const url of [forged, moved, longer, swapped]) expect((await open(url)).status).toBe(403)
  time.pass(-90_000)
  const [old] = (await order.view(own.as(actors.shopper), { id: orderId, token })).lines[0]?.downloads ?? []
  expect((await open(new URL(old?.url ?? ""))).status).toBe(410)
  const logged = await ctx.db
    .select()
    .from(downloads)
    .where(eq(downloads.assetId, file?.assetId ?? ""))
  expect(logged.map(({ range }) => range)).toEqual(expect.arrayContaining([null, "bytes=10-19", "bytes=-5"]))
})
