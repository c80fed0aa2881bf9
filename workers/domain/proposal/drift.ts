import { and, eq } from "drizzle-orm"
import { z } from "zod"
import { proposals } from "#schemas/tables/index.ts"
import { operation } from "#workers/operation.ts"
import { fileProposal } from "./file.ts"
import { hashOf } from "./load.ts"

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
  const diffHash = await hashOf(diff)
  const [first] = sorted
  const known = and(eq(proposals.subject, "shop"), eq(proposals.kind, "drift"), eq(proposals.diffHash, diffHash))
  if (!first || (await ctx.db.select({ id: proposals.id }).from(proposals).where(known)).length > 0) return { filed: null }
  const summary = `Look into ${sorted.length} ${sorted.length === 1 ? "measurement" : "measurements"} that got worse: ${sorted.map(({ metric, now, accepted }) => `${metric} ${accepted.toFixed(3)} → ${now.toFixed(3)}`).join(", ")}.`
  const filed = await fileProposal(ctx, author, {
    kind: "drift",
    subject: "shop",
    summary,
    diff,
    predicted: { metric: first.metric, change: first.accepted - first.now, because: "It was measured there before." },
    killCriterion: "Close it when the next weekly run measures what was accepted.",
    rollback: "Nothing is changed by it.",
  })
  return { filed }
})
