import { eq } from "drizzle-orm"
import { expect, test } from "vitest"
import { audit, decisions, drafts, jobs, products } from "#schemas/tables/index.ts"
import { actors, codeOf, testCtx } from "#workers/test/ctx.ts"
import { eventsOf, make } from "#workers/test/make.ts"
import { compose } from "./rules/fixtures.ts"
import { draft } from "./index.ts"

const ctx = testCtx()
const rowOf = async (id: string) => (await ctx.db.select().from(drafts).where(eq(drafts.id, id)))[0]
const stageOf = async (id: string) => (await ctx.db.select().from(products).where(eq(products.id, id)))[0]?.stage
const counts = async () => [
  (await ctx.db.select().from(jobs)).length,
  (await ctx.db.select().from(products)).length,
  (await ctx.db.select().from(audit)).length,
]

test("a request opens a run and starts it once its row is there", async () => {
  const { jobId } = await draft.request(ctx, { brief: { category: "Meal planning", audience: "busy parents", kind: "guide" } })
  expect((await ctx.db.select().from(jobs).where(eq(jobs.id, jobId)))[0]).toMatchObject({
    status: "queued",
    stage: "ingest",
    actor: "operator:owner",
    input: { from: "ingest", until: "gate", productId: expect.stringMatching(/^prd_/) },
  })
  expect(ctx.started).toContain(jobId)
})

test("illegal and trademarked briefs, and addresses that nobody should read, are refused with the field; no run is opened, and the log holds what was refused by policy", async () => {
  const before = [...(await counts()), ctx.started.length]
  const ask = (change: object) => codeOf(draft.request(ctx, { brief: { category: "Budgeting", audience: "students", ...change } }))
  expect(await ask({ category: "ghost gun build checklist" })).toBe("refused_by_policy brief/category")
  expect(await ask({ audience: "people who want to buy fake IDs" })).toBe("refused_by_policy brief/audience")
  expect(await ask({ keywords: ["budget planner", "disney budget"] })).toBe("refused_by_policy brief/keywords")
  for (const host of ["localhost", "169.254.169.254", "[::1]", "10.0.0.1", "printer.local", "user:secret@example.com", "example.com:8443"])
    expect([host, await ask({ refs: ["https://example.com/fine", `https://${host}/`] })]).toEqual([host, "invalid brief/refs/1"])
  expect(await ask({ refs: ["http://example.com/"] })).toBe("invalid brief/refs/0")
  expect(await ask({ refs: ["file:///etc/passwd"] })).toBe("invalid brief/refs/0")
  expect(await codeOf(draft.request(ctx.as(actors.reader), { brief: { category: "Budgeting", audience: "students" } }))).toBe("forbidden")
  const refusals = 3
  const [runs, made, audited, started] = before
  expect([...(await counts()), ctx.started.length]).toEqual([runs, made, (audited ?? 0) + refusals, started])
  const logged = (await ctx.db.select().from(decisions).where(eq(decisions.rule, "brief.screen"))).slice(-refusals)
  expect(logged.map(({ output }) => output)).toMatchObject(
    ["brief/category", "brief/audience", "brief/keywords"].map((field) => ({ allowed: false, field: field.slice("brief/".length) })),
  )
})

test("a good draft passes by policy, with its decision on record", async () => {
  const { draftId, productId } = await make.draft(ctx, { status: "scoring" })
  expect(await draft.gate(ctx, { draftId })).toMatchObject({ action: "pass" })
  const row = await rowOf(draftId)
  expect(row).toMatchObject({ status: "approved", decision: { by: "policy:gate@1", revision: expect.stringMatching(/^[0-9a-f]{64}$/) } })
  expect(await stageOf(productId)).toBe("approved")
  expect(await draft.gate(ctx, { draftId })).toMatchObject({ action: "pass" })
})

test("a poor draft is sent to repair once and then refused, with every reason stored", async () => {
  const first = await make.draft(ctx, { status: "scoring", pass: false })
  expect((await draft.gate(ctx, { draftId: first.draftId })).action).toBe("repair")
  expect((await rowOf(first.draftId))?.status).toBe("scoring")
  const second = await make.draft(ctx, { status: "scoring", pass: false, round: 2 })
  const { action, reasons } = await draft.gate(ctx, { draftId: second.draftId })
  expect([action, reasons.length]).toEqual(["refuse", 5])
  expect(await rowOf(second.draftId)).toMatchObject({ status: "refused", reasons })
  expect(await stageOf(second.productId)).toBe("refused")
})

test("a draft out of the policy's bounds, or once sent back, waits for a person", async () => {
  const dear = await make.draft(ctx, { status: "scoring", price: 9900 })
  expect(await draft.gate(ctx, { draftId: dear.draftId })).toMatchObject({
    action: "wait",
    reasons: [expect.stringContaining("above 3900")],
  })
  const again = await make.draft(ctx, { status: "scoring" })
  expect((await draft.gate(ctx, { draftId: again.draftId, notes: ["Sent back by a person: duller cover"] })).action).toBe("wait")
  expect(await codeOf(draft.gate(ctx.as(actors.shopper), { draftId: again.draftId }))).toBe("forbidden")
})

const waiting = async () => {
  const made = await make.draft(ctx, { status: "waiting" })
  const { revision } = await draft.review(ctx, { id: made.draftId })
  return { ...made, id: made.draftId, revision }
}

test("approving names the revision that was shown; another variant can be chosen, and its title becomes the product's", async () => {
  const { id, revision, productId } = await waiting()
  expect(await draft.decide(ctx, { id, revision, decision: "approve", chosen: "B" })).toEqual({ id, status: "approved" })
  const row = await rowOf(id)
  expect(row).toMatchObject({ chosen: "B", decision: { by: "operator:owner", revision } })
  expect((await ctx.db.select().from(products).where(eq(products.id, productId)))[0]?.title).toBe(
    row?.variants.find(({ key }) => key === "B")?.copy.title,
  )
  expect((await ctx.db.select().from(audit).where(eq(audit.subject, id))).map(({ operation }) => operation)).toEqual(["draft.decide"])
})

test("a draft that changed since it was shown cannot be approved", async () => {
  const { id, revision } = await waiting()
  await ctx.db.update(drafts).set({ priceAmount: 100_000 }).where(eq(drafts.id, id))
  expect(await codeOf(draft.decide(ctx, { id, revision, decision: "approve" }))).toBe("conflict")
  expect((await rowOf(id))?.status).toBe("waiting")
})

test("of two decisions at once one counts; a variant that does not exist and a reader's word do not", async () => {
  const { id, revision } = await waiting()
  expect(await codeOf(draft.decide(ctx, { id, revision, decision: "approve", chosen: "D" }))).toBe("conflict")
  expect(await codeOf(draft.decide(ctx.as(actors.reader), { id, revision, decision: "approve" }))).toBe("forbidden")
  expect(await codeOf(draft.decide(ctx, { id, revision: "short", decision: "approve" }))).toBe("invalid revision")
  const codes = await Promise.all([
    codeOf(draft.decide(ctx, { id, revision, decision: "approve" })),
    codeOf(draft.decide(ctx, { id, revision, decision: "reject", reason: "no" })),
  ])
  expect(codes.toSorted()).toEqual(["conflict", "ok"])
  expect((await rowOf(id))?.status).toBe(codes[0] === "ok" ? "approved" : "rejected")
})

test("a decision wakes the run that waits for it; one that cannot hear is started anew", async () => {
  const decide = async (fail: boolean) => {
    const own = testCtx()
    if (fail) own.signal = () => Promise.reject(new Error("no such instance"))
    const { jobId } = await draft.request(own, { brief: { category: "Meal planning", audience: "busy parents" } })
    await own.db.update(jobs).set({ status: "waiting" }).where(eq(jobs.id, jobId))
    const { draftId: id } = await make.draft(own, { status: "waiting", jobId })
    await draft.decide(own, { id, revision: (await draft.review(own, { id })).revision, decision: "send_back", reason: "duller cover" })
    return [own.signals.map(({ payload }) => payload), own.restarted.length]
  }
  expect(await decide(false)).toEqual([[{ decision: "send_back", reason: "duller cover" }], 0])
  expect(await decide(true)).toEqual([[], 1])
})

test("a round of the listing's words is written once, whoever asks again, and its event is told once", async () => {
  const { productId, draftId } = await make.draft(ctx, { status: "scoring" })
  const { brief, content, facts } = await compose({ category: "Freelance finances", audience: "freelance designers", kind: "prompt-pack" })
  const id = ctx.id("draft")
  const describe = (round: number) =>
    draft.describe(ctx, { productId, draftId: id, jobId: ctx.id("job"), brief, content, facts, composer: "embedded:composer", round })
  const first = await describe(1)
  expect(await describe(1)).toEqual(first)
  expect(await eventsOf(ctx, productId)).toEqual(["product.generated"])
  await describe(2)
  await describe(2)
  expect(await rowOf(id)).toMatchObject({ round: 2, status: "scoring" })
  expect(await eventsOf(ctx, productId)).toEqual(["product.generated"])
  expect((await draft.list(ctx, { productId })).items.map((item) => item.id).toSorted()).toEqual([draftId, id].toSorted())
})

test("drafts are listed newest first, page by page, without gaps", async () => {
  const all = (await draft.list(ctx, { limit: 100 })).items.map(({ id }) => id)
  const pages: string[] = []
  for (let cursor: string | undefined; ;) {
    const page = await draft.list(ctx, { limit: 3, cursor })
    pages.push(...page.items.map(({ id }) => id))
    if (!page.nextCursor) break
    cursor = page.nextCursor
  }
  expect(pages).toEqual(all)
  expect(all).toEqual(all.toSorted().toReversed())
})
