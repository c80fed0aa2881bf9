import { eq } from "drizzle-orm"
import { beforeEach, expect, test } from "vitest"
import { budgetLines, ledgerEntries, ledgerPostings } from "#schemas/tables/index.ts"
import { promotion } from "#workers/domain/promotion/index.ts"
import { actors, codeOf, network, testCtx } from "#workers/test/ctx.ts"
import { make } from "#workers/test/make.ts"
import { SANDBOX_URL } from "#workers/test/sandbox.ts"
import { advert } from "./index.ts"

const ctx = testCtx()
const soon = () => new Date(Date.now() + 30 * 86_400_000).toISOString()
const line = (amount: number, productId: string | null = null) =>
  advert.open_budget(ctx, { amount, currency: "USD", endsAt: soon(), reason: "A test of advertising", productId })
let productId = ""
beforeEach(async () => {
  const made = await make.liveProduct(ctx, { category: "Advertising" })
  productId = made.productId
  await promotion.announce(ctx, { productId, network: "pinterest" })
})
const propose = (budget = 1000, days = 5) => advert.propose(ctx, { productId, budget, days })
const reserved = async (id: string) => (await ctx.db.select().from(budgetLines).where(eq(budgetLines.id, id)))[0]?.reserved
const atNetwork = async () =>
  (
    await network(`${SANDBOX_URL}/v5/ad_accounts/549755885175/campaigns`, {
      headers: { authorization: "Bearer pinterest_autonomax_sandbox" },
    })
  ).text()
const charge = (id: string | null, cents: number) =>
  network(`${SANDBOX_URL}/pinterest/ads/${id}/deliver`, {
    method: "POST",
    body: JSON.stringify({ day: new Date().toISOString().slice(0, 10), micro: cents * 10_000, impressions: 900, clicks: 12 }),
  })

test("without an open line that holds the money nothing is called, whoever asks and whatever the line is for", async () => {
  const campaign = await propose()
  const [small, other, closed] = [await line(999), await line(5000, (await make.liveProduct(ctx)).productId), await line(5000)]
  await advert.close_budget(ctx, { id: closed.id })
  for (const budgetLineId of [small.id, other.id, closed.id, "bdl_none"])
    expect(await codeOf(advert.launch(ctx, { id: campaign.id, budgetLineId }))).toBe("refused_by_policy")
  expect(await atNetwork()).not.toContain(campaign.id)
  expect(await codeOf(advert.launch(ctx.as(actors.writer), { id: campaign.id, budgetLineId: small.id }))).toBe("forbidden")
  expect(
    await codeOf(advert.open_budget(ctx.as(actors.writer), { amount: 500, currency: "USD", endsAt: soon(), reason: "not allowed" })),
  ).toBe("forbidden")
})

test("two campaigns that want the last money: one gets it, and a policy bounds what any may cost", async () => {
  const first = await propose()
  const other = await make.liveProduct(ctx, { category: "Advertising more" })
  await promotion.announce(ctx, { productId: other.productId, network: "pinterest" })
  const second = await advert.propose(ctx, { productId: other.productId, budget: 1000, days: 5 })
  const { id } = await line(1500)
  const codes = await Promise.all([first, second].map((one) => codeOf(advert.launch(ctx, { id: one.id, budgetLineId: id }))))
  expect(codes.toSorted()).toEqual(["ok", "refused_by_policy"])
  expect(await reserved(id)).toBe(1000)
  const dear = await make.liveProduct(ctx, { category: "Advertising dearly" })
  await promotion.announce(ctx, { productId: dear.productId, network: "pinterest" })
  const much = await advert.propose(ctx, { productId: dear.productId, budget: 50_000, days: 60 })
  expect(await codeOf(advert.launch(ctx, { id: much.id, budgetLineId: (await line(90_000)).id }))).toBe("refused_by_policy")
})

test("a launch whose answer was lost keeps its money promised, and the next try finds the campaign", async () => {
  const campaign = await propose()
  const { id } = await line(5000)
  await network(`${SANDBOX_URL}/sandbox/misbehave/pinterest`, {
    method: "POST",
    body: JSON.stringify({ how: "lost", path: "/campaigns", times: 1 }),
  })
  expect(await codeOf(advert.launch(ctx, { id: campaign.id, budgetLineId: id }))).toBe("upstream")
  expect(await advert.launch(ctx, { id: campaign.id, budgetLineId: id })).toMatchObject({ status: "running", remoteId: expect.any(String) })
  expect(await reserved(id)).toBe(1000)
  expect((await atNetwork()).split(campaign.id)).toHaveLength(2)
})

test("what a campaign cost is booked once, and one that is charged beyond its budget is stopped and its rest given back", async () => {
  const campaign = await propose()
  const { id } = await line(5000)
  const { remoteId } = await advert.launch(ctx, { id: campaign.id, budgetLineId: id })
  await charge(remoteId, 400)
  await Promise.all([advert.pull_spend(ctx, {}), advert.pull_spend(ctx, {})])
  await charge(remoteId, 1100)
  await advert.pull_spend(ctx, {})
  const { items } = await advert.list(ctx, {})
  expect(items.find((one) => one.id === campaign.id)).toMatchObject({
    status: "stopped",
    spent: 1100,
    why: "The network charged 1100 minor units; 1000 were reserved.",
  })
  expect(await atNetwork()).toMatch(new RegExp(`${campaign.id}[^}]+"status":"PAUSED"`))
  const entries = await ctx.db
    .select({ account: ledgerPostings.account, amount: ledgerPostings.amount, source: ledgerEntries.sourceId })
    .from(ledgerPostings)
    .innerJoin(ledgerEntries, eq(ledgerEntries.id, ledgerPostings.entryId))
    .where(eq(ledgerEntries.source, "ads.spend"))
  const own = entries.filter(({ source }) => source.startsWith(campaign.id))
  expect(
    own
      .filter(({ account }) => account === "ads:pinterest")
      .map(({ amount }) => amount)
      .toSorted((a, b) => a - b),
  ).toEqual([400, 700])
  expect(own.reduce((sum, { amount }) => sum + amount, 0)).toBe(0)
  expect(await reserved(id)).toBe(1000)
})

test("stopping gives back what was not spent; a product is advertised once at a time and only with a pin", async () => {
  const campaign = await propose()
  expect(await codeOf(propose())).toBe("conflict")
  const { id } = await line(5000)
  const { remoteId } = await advert.launch(ctx, { id: campaign.id, budgetLineId: id })
  await charge(remoteId, 300)
  expect(await advert.stop(ctx, { id: campaign.id })).toMatchObject({ status: "stopped", spent: 300 })
  expect(await reserved(id)).toBe(300)
  const quiet = await make.liveProduct(ctx, { category: "Advertising nothing" })
  expect(await codeOf(advert.propose(ctx, { productId: quiet.productId, budget: 1000, days: 5 }))).toBe("conflict")
})
