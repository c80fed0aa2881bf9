import { eq } from "drizzle-orm"
import { expect, test } from "vitest"
import { changes, proposals, votes } from "#schemas/tables/index.ts"
import type { DirectorKey } from "#schemas/org.ts"
import { agent, operator, type Ctx } from "#workers/context.ts"
import { listing } from "#workers/domain/listing/index.ts"
import { actors, clock, codeOf, testCtx } from "#workers/test/ctx.ts"
import { eventsOf } from "#workers/test/make.ts"
import { cheaper, priceOf } from "#workers/test/proposals.ts"
import { proposal, settleVotes } from "./index.ts"
import { tally } from "./rules/tally.ts"

const time = clock()
const ctx = testCtx({ now: time.now })
const as = (key: DirectorKey) => ctx.as(agent(key))

const statusOf = async (id: string) => (await proposal.view(ctx, { id })).proposal.status

test("a price that both directors voted for is applied exactly as shown, once though two apply it, and taken back", async () => {
  const { id, productId } = await cheaper(ctx)
  expect(await codeOf(proposal.apply(ctx, { id }))).toBe("conflict")
  expect((await proposal.vote(as("cca"), { id })).status).toBe("open")
  expect(await proposal.vote(as("cpa"), { id })).toMatchObject({ choice: "for", status: "accepted" })
  for (const key of ["cpa", "coa"] as const) expect(await codeOf(proposal.apply(as(key), { id }))).toBe("forbidden")
  const twice = await Promise.all([proposal.apply(as("cca"), { id }), proposal.apply(ctx, { id })].map(codeOf))
  expect(twice.toSorted()).toEqual(["conflict", "ok"])
  expect(await priceOf(ctx, productId)).toBe(700)
  const { changes: made, votes: cast } = await proposal.view(ctx, { id })
  expect(cast.map(({ voter }) => voter).toSorted()).toEqual(["agent:cca", "agent:cpa"])
  expect(made).toMatchObject([{ version: 1, direction: "apply", before: { "product.price": 900 }, after: { "product.price": 700 } }])
  await proposal.rollback(ctx, { id, reason: "It sells worse." })
  expect(await priceOf(ctx, productId)).toBe(900)
  const rows = await ctx.db.select().from(changes).where(eq(changes.subject, productId))
  expect(rows.map(({ version, direction }) => [version, direction])).toEqual([
    [1, "apply"],
    [2, "rollback"],
  ])
  // The proof of the way back: what is there after it is what was there before the change.
  expect(rows[1]?.afterHash).toBe(rows[0]?.beforeHash)
  expect(await codeOf(proposal.rollback(ctx, { id, reason: "again" }))).toBe("conflict")
  expect(await eventsOf(ctx, productId)).toContain("agent.proposal")
})

test("what was changed since it was proposed is not overwritten: the proposal is stale and says what changed", async () => {
  const { id, slug, productId, diffHash } = await cheaper(ctx)
  await proposal.vote(as("cca"), { id })
  await proposal.decide(ctx, { id, decision: "approve", reason: "Agreed.", diffHash })
  await listing.revise(ctx, { slug, price: 8 })
  await expect(proposal.apply(ctx, { id })).rejects.toThrow(/stale.*product.price is 800, not 900/)
  expect([await statusOf(id), await priceOf(ctx, productId)]).toEqual(["stale", 800])
})

test("a diff that is not the one that was voted on is not applied", async () => {
  const { id, productId } = await cheaper(ctx)
  await proposal.vote(as("cca"), { id })
  await proposal.vote(as("cpa"), { id })
  await ctx.db
    .update(proposals)
    .set({ diff: [{ target: "product.price", from: 900, to: 600 }] })
    .where(eq(proposals.id, id))
  await expect(proposal.apply(ctx, { id })).rejects.toThrow(/not the one that was voted on/)
  expect(await priceOf(ctx, productId)).toBe(900)
})

test("the author has no vote, nobody votes twice, late, or from outside, and a veto ends it", async () => {
  const own = await cheaper(ctx, { author: "agent:cca" })
  expect(await codeOf(proposal.vote(as("cca"), { id: own.id }))).toBe("forbidden")
  expect(await codeOf(proposal.vote(as("cca2"), { id: own.id }))).toBe("forbidden")
  expect(await codeOf(proposal.vote(ctx, { id: own.id }))).toBe("forbidden")
  const { id } = await cheaper(ctx)
  await proposal.vote(as("cpa"), { id })
  expect(await codeOf(proposal.vote(as("cpa"), { id }))).toBe("conflict")
  const below = await cheaper(ctx, { to: 200 })
  expect(await proposal.vote(as("cca"), { id: below.id })).toMatchObject({ choice: "against", status: "rejected" })
  time.pass(49 * 3600)
  expect(await codeOf(proposal.vote(as("cca"), { id }))).toBe("conflict")
  expect(await settleVotes(ctx, id)).toMatchObject({ status: "rejected", why: expect.stringContaining("Not carried in time") })
  expect(await ctx.db.$count(votes, eq(votes.proposalId, id))).toBe(1)
})

test("an operator alone does not move money; with the accountable director or a second operator it is moved, and guardrails hold for all", async () => {
  const { id, diffHash } = await cheaper(ctx)
  const approve = (who: Ctx = ctx, at: { id: string; diffHash: string } = { id, diffHash }) =>
    proposal.decide(who, { id: at.id, diffHash: at.diffHash, decision: "approve", reason: "It should sell." })
  expect(await codeOf(approve(ctx, { id, diffHash: "0".repeat(64) }))).toBe("conflict")
  for (const who of [actors.reader, actors.job, agent("cca")]) expect(await codeOf(approve(ctx.as(who)))).toBe("forbidden")
  expect((await approve()).status).toBe("open")
  expect((await approve(ctx.as(operator("second")))).status).toBe("accepted")
  const deep = await cheaper(ctx, { to: 400 })
  await approve(ctx, deep)
  await approve(ctx.as(operator("second")), deep)
  await expect(proposal.apply(ctx, { id: deep.id })).rejects.toThrow(/35 % at most/)
  expect([await statusOf(deep.id), await priceOf(ctx, deep.productId)]).toEqual(["rejected", 900])
  const no = await cheaper(ctx)
  expect((await proposal.decide(ctx, { id: no.id, diffHash: no.diffHash, decision: "reject", reason: "Not now." })).status).toBe("rejected")
})

test("votes are counted by veto, quorum and majority", () => {
  const count = (change: object) =>
    tally.decide({
      author: "agent:revenue-analyst",
      accountable: "cca",
      electorate: ["cca", "cpa", "cda"],
      two: false,
      votes: [],
      closed: false,
      quorum: 2,
      ...change,
    }).outcome
  const [yes, no] = [(voter: string) => ({ voter, choice: "for" as const }), (voter: string) => ({ voter, choice: "against" as const })]
  expect(count({ votes: [yes("agent:cca")] })).toBe("open")
  expect(count({ votes: [yes("agent:cca"), yes("agent:cpa")] })).toBe("accepted")
  expect(count({ votes: [yes("agent:cpa"), yes("agent:cda")] })).toBe("open")
  expect(count({ votes: [no("agent:cca"), yes("agent:cpa"), yes("agent:cda")] })).toBe("rejected")
  expect(count({ votes: [yes("agent:cca"), yes("agent:cca2")] })).toBe("open")
  expect(count({ votes: [yes("agent:cca"), yes("agent:cpa")], author: "agent:cpa", electorate: ["cca", "cda"] })).toBe("open")
  expect(count({ votes: [yes("agent:cca"), { voter: "agent:cpa", choice: "abstain" }], closed: true })).toBe("rejected")
  expect(count({ votes: [yes("operator:a")] })).toBe("accepted")
  expect(count({ votes: [yes("operator:a")], two: true })).toBe("open")
  expect(count({ votes: [yes("operator:a"), yes("agent:cca")], two: true })).toBe("accepted")
  expect(count({ votes: [yes("agent:cca"), yes("agent:cpa"), no("operator:a")] })).toBe("rejected")
})
