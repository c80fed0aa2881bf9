import { and, eq } from "drizzle-orm"
import { expect, test } from "vitest"
import { flags, listings, mails, proposals, syncs } from "#schemas/tables/index.ts"
import { inside, type Ctx } from "#workers/context.ts"
import { flag, flagWrite } from "#workers/domain/flag/index.ts"
import { loadDraft } from "#workers/domain/draft/index.ts"
import { compileListing, listing, loadProduct } from "#workers/domain/listing/index.ts"
import { actors, clock, codeOf, network, testCtx, type TestCtx } from "#workers/test/ctx.ts"
import { eventsOf, make, type MadeDraft } from "#workers/test/make.ts"
import { sandboxFetch, SANDBOX_URL } from "#workers/test/sandbox.ts"
import { channel } from "./index.ts"

const ctx = testCtx()
const misbehave = (vendor: string, body: object) =>
  sandboxFetch(`${SANDBOX_URL}/sandbox/misbehave/${vendor}`, { method: "POST", body: JSON.stringify(body) })

/** A product on one channel alone; `rows` are only this test's. */
async function listed(own: Ctx, name: string): Promise<MadeDraft & { remoteId: string; listingId: string }> {
  const made = await make.draft(own)
  const { problems } = await listing.push(own, { productId: made.productId, draftId: made.draftId, channel: name })
  const row = await rowOf(own, made.productId, name)
  if (!row?.remoteId) throw new Error(JSON.stringify(problems))
  return { ...made, remoteId: row.remoteId, listingId: row.id }
}
async function rowOf(own: Ctx, productId: string, name: string) {
  return (
    await own.db
      .select()
      .from(listings)
      .where(and(eq(listings.productId, productId), eq(listings.channel, name)))
  )[0]
}
/** Somebody edits a listing over there: our own adapter sends another title, and nothing is written down. */
async function edit(own: Ctx, { productId, draftId, listingId, remoteId }: Awaited<ReturnType<typeof listed>>): Promise<void> {
  const wanted = await compileListing(own, listingId, await loadProduct(own, productId), await loadDraft(own, draftId))
  await own.channels.shopify.update(remoteId, { ...wanted, title: "Edited by hand over there" })
}
const itemOf = (report: Awaited<ReturnType<typeof channel.sync>>, productId: string) =>
  report.items.find((item) => item.productId === productId)
const aside = (own: Ctx) => own.db.update(listings).set({ status: "withdrawn" })

test("a price changed in our shop is planned by a dry run, flows out by an update, and is then as ordered", async () => {
  await aside(ctx)
  const made = await listed(ctx, "shopify")
  await listing.push(ctx, { productId: made.productId, draftId: made.draftId, channel: "storefront" })
  await listing.revise(ctx, { slug: made.slug, price: 12 })
  const plan = await channel.sync(ctx, { channel: "shopify", dry_run: true })
  expect(itemOf(plan, made.productId)).toMatchObject({
    action: "update",
    outcome: "planned",
    reasons: ["price: wanted 1200 USD, shown 900 USD"],
  })
  expect((await ctx.channels.shopify.readBack(made.remoteId))?.price.amount).toBe(900)
  const report = await channel.sync(ctx, { channel: "shopify" })
  expect([report.status, report.summary.updated, itemOf(report, made.productId)?.outcome]).toEqual(["done", 1, "done"])
  expect((await ctx.channels.shopify.readBack(made.remoteId))?.price.amount).toBe(1200)
  expect((await rowOf(ctx, made.productId, "shopify"))?.remoteId).toBe(made.remoteId)
  expect((await channel.sync(ctx, { channel: "shopify" })).summary).toMatchObject({ updated: 0, healthy: 1 })
  expect((await channel.results(ctx, { channel: "shopify" })).items[0]).toMatchObject({ status: "done" })
  expect(await codeOf(channel.sync(ctx.as(actors.reader), { channel: "shopify" }))).toBe("forbidden")
  expect(await codeOf(channel.sync(ctx, { channel: "bazaar" }))).toBe("invalid channel")
})

test("a channel whose flag is off is neither pushed to, read nor withdrawn from, and the answer says how to turn it on", async () => {
  await aside(ctx)
  const made = await listed(ctx, "etsy")
  await flag.set(ctx, { key: "channel.etsy", value: false, why: "A test of the switch." })
  const calls: string[] = []
  const counted: typeof fetch = (input, init) => (calls.push(String(input)), network(input, init))
  const own = testCtx({ fetch: counted })
  const pushed = await listing.push(own, { productId: made.productId, draftId: made.draftId, channel: "etsy" })
  expect(pushed).toMatchObject({ ok: false, status: "off", problems: [{ message: expect.stringContaining("PUT /v1/flags/channel.etsy") }] })
  expect(await channel.sync(own, { channel: "etsy" })).toMatchObject({ id: null, status: "off", items: [] })
  expect((await listing.withdraw(own, { slug: made.slug, reason: "a test" })).results).toMatchObject([{ channel: "etsy", status: "off" }])
  expect(calls).toEqual([])
  await flag.set(ctx, { key: "channel.etsy", value: true, why: "The test is over." })
  expect(itemOf(await channel.sync(ctx, { channel: "etsy" }), made.productId)).toMatchObject({ action: "withdraw", outcome: "done" })
  expect((await ctx.channels.etsy.readBack(made.remoteId))?.state).toBe("withdrawn")
  await ctx.db.delete(flags)
})

test("drift that may not be healed, or was not healed twice, becomes one proposal", async () => {
  await aside(ctx)
  const made = await listed(ctx, "shopify")
  await ctx.commit({ writes: [flagWrite(ctx, "heal.shopify", false, "test")], audit: { operation: "test", subject: "flag" } })
  await edit(ctx, made)
  for (let n = 0; n < 2; n++)
    expect(itemOf(await channel.sync(ctx, { channel: "shopify" }), made.productId)).toMatchObject({
      action: "nothing",
      problems: [{ field: "title", fix: expect.stringContaining("Healing is off") }],
    })
  const filed = await ctx.db.select().from(proposals).where(eq(proposals.subject, made.productId))
  expect(filed).toMatchObject([{ kind: "listing-drift", status: "open" }])
  expect((await eventsOf(ctx, made.productId)).filter((type) => type === "agent.proposal")).toHaveLength(1)
  await ctx.db.delete(flags)
  expect(itemOf(await channel.sync(ctx, { channel: "shopify" }), made.productId)).toMatchObject({ action: "update", outcome: "done" })
})

test("a vendor that is down stops the run after three listings, loses none, and the next run goes on", async () => {
  await aside(ctx)
  const made: MadeDraft[] = []
  for (let n = 0; n < 5; n++) made.push(await listed(ctx, "shopify"))
  await misbehave("shopify", { how: "unavailable", times: 500 })
  const report = await channel.sync(ctx, { channel: "shopify" })
  expect([report.summary.later, report.status, report.note]).toEqual([3, "done", expect.stringContaining("shopify does not answer")])
  await misbehave("shopify", { how: "slow", times: 1, ms: 0 })
  expect((await channel.sync(ctx, { channel: "shopify" })).summary).toMatchObject({ healthy: 5, later: 0, failed: 0 })
})

test("two runs of one channel do not meet: the second is a conflict, and a dead one is taken up where it stopped", async () => {
  await aside(ctx)
  const time = clock("2026-11-23T09:00:00Z")
  const own = testCtx({ now: time.now, wait: time.wait })
  const base = {
    channel: "shopify",
    actor: "job:test",
    status: "running" as const,
    items: [],
    startedAt: own.now(),
    heartbeatAt: own.now(),
  }
  const summary = { checked: 7, healthy: 7, published: 0, updated: 0, withdrawn: 0, failed: 0, later: 0, remaining: 0 }
  const id = own.id("sync")
  await own.db.insert(syncs).values({ ...base, id, summary })
  expect(await codeOf(channel.sync(own, { channel: "shopify" }))).toBe("conflict")
  time.pass(200)
  const taken = await channel.sync(own, { channel: "shopify" })
  expect([taken.id, taken.startedAt, taken.summary.checked, taken.status]).toEqual([id, base.startedAt.toISOString(), 7, "done"])
})

/** A vendor whose contract a test can change. */
function withContract(own: TestCtx, says: { fingerprint: () => Promise<string>; sunset?: string }): TestCtx {
  const { etsy } = own.channels
  const contract = { version: "3.0", sunset: says.sunset ?? null, fingerprint: says.fingerprint }
  return Object.assign(own, { channels: { storefront: own.channels.storefront, etsy: { ...etsy, contract } } })
}

test("a changed contract turns the flag off, files one proposal and pages once; no listing is touched, and accepting turns nothing on", async () => {
  const [first, second] = ["a".repeat(64), "b".repeat(64)]
  let now = first
  const own = withContract(testCtx(), { fingerprint: async () => now })
  const verdict = async () => (await channel.watch(own, {})).items.find((one) => one.channel === "etsy")?.verdict
  expect(await verdict()).toBe("no baseline")
  await channel.accept(own, { channel: "etsy", fingerprint: first })
  expect(await verdict()).toBe("same")
  const before = await own.db.select().from(listings).where(eq(listings.channel, "etsy"))
  now = second
  expect([await verdict(), await verdict()]).toEqual(["changed", "changed"])
  expect(await own.db.select().from(listings).where(eq(listings.channel, "etsy"))).toEqual(before)
  const isOn = async () => (await flag.list(own, {})).items.find(({ key }) => key === "channel.etsy")?.value
  expect(await isOn()).toBe(false)
  const filed = await own.db.select().from(proposals).where(eq(proposals.kind, "contract-changed"))
  expect(filed).toMatchObject([{ subject: "channel:etsy", diff: [{ from: first, to: second }, { target: "etsy.contract.version" }] }])
  expect(
    await own.db
      .select()
      .from(mails)
      .where(eq(mails.key, `contract:etsy:${second}`)),
  ).toMatchObject([{ subject: expect.stringContaining("contract of etsy has changed") }])
  expect(await codeOf(channel.accept(own, { channel: "etsy", fingerprint: first }))).toBe("conflict")
  expect(await codeOf(channel.accept(own.as(inside("agent", "cda")), { channel: "etsy" }))).toBe("forbidden")
  await channel.accept(own, { channel: "etsy", fingerprint: second })
  expect([await verdict(), await isOn()]).toEqual(["same", false])
  await own.db.delete(flags)
})

test("a vendor that does not show its contract changes nothing and is said; a version near its end pages", async () => {
  const silent = withContract(testCtx(), {
    fingerprint: () => Promise.reject(new Error("etsy could not be reached.")),
    sunset: "2026-12-20",
  })
  const time = clock("2026-11-22T02:00:00Z")
  const { items } = await channel.watch(Object.assign(silent, { now: time.now }), {})
  expect(items).toMatchObject([{ verdict: "unreachable", says: expect.stringContaining("Nothing was changed") }])
  expect((await flag.list(silent, {})).items.find(({ key }) => key === "channel.etsy")?.value).toBe(true)
  expect(await silent.db.select().from(mails).where(eq(mails.key, "sunset:etsy:2026-12-20:near"))).toMatchObject([
    { text: expect.stringContaining("until 2026-12-20") },
  ])
})
