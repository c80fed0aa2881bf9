import { and, eq } from "drizzle-orm"
import { z } from "zod"
import { proposals } from "#schemas/tables/index.ts"
import { mentions } from "#workers/lib/db.ts"
import { canonical, sha256 } from "#workers/lib/hash.ts"
import { operation } from "#workers/operation.ts"

const author = "agent:cda"

/** Files one proposal that a person look into what got worse; the same figures are filed once. It changes nothing by itself. */
export const proposeDriftReview = operation({
  name: "proposal.drift",
  about: "Files a proposal to look into measurements that got worse.",
  scope: "write",
  approval: "none",
  input: z.strictObject({ worse: z.array(z.strictObject({ metric: z.string(), now: z.number(), accepted: z.number() })).min(1) }),
  output: z.strictObject({ filed: z.string().nullable() }),
})(async (ctx, { worse }) => {
  const sorted = worse.toSorted((a, b) => a.now / a.accepted - b.now / b.accepted)
  const diff = sorted.map(({ metric, now, accepted }) => ({ target: `eval.${metric}`, from: accepted, to: now }))
  const diffHash = await sha256(canonical(diff))
  const [first] = sorted
  const known = and(eq(proposals.subject, "shop"), eq(proposals.kind, "drift"), eq(proposals.diffHash, diffHash))
  if (!first || (await ctx.db.select({ id: proposals.id }).from(proposals).where(known)).length > 0) return { filed: null }
  const id = ctx.id("proposal")
  const summary = `Look into ${sorted.length} ${sorted.length === 1 ? "measurement" : "measurements"} that got worse: ${sorted.map(({ metric, now, accepted }) => `${metric} ${accepted.toFixed(3)} → ${now.toFixed(3)}`).join(", ")}.`
  const row = {
    id,
    author,
    kind: "drift",
    subject: "shop",
    summary: summary.slice(0, 500),
    diff,
    diffHash,
    predicted: { metric: first.metric, change: first.accepted - first.now, because: "It was measured there before." },
    killCriterion: "Close it when the next weekly run measures what was accepted.",
    rollback: "Nothing is changed by it.",
    status: "open" as const,
    createdAt: ctx.now(),
  }
  try {
    await ctx.commit({
      writes: [ctx.db.insert(proposals).values(row)],
      audit: { operation: "proposal.drift", subject: "shop", detail: { id, worse: sorted } },
      events: [
        { type: "agent.proposal", subject: "shop", data: { proposalId: id, author, kind: "drift", summary: row.summary, diffHash } },
      ],
    })
    return { filed: id }
  } catch (error) {
    // Filed by another run between the look and the write.
    if (!mentions(error, "UNIQUE")) throw error
    return { filed: null }
  }
})
