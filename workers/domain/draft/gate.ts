import { and, eq, inArray } from "drizzle-orm"
import { z } from "zod"
import type { DraftStatus } from "#schemas/draft.ts"
import { drafts, products } from "#schemas/tables/index.ts"
import { gatePolicy, screenPolicy } from "#seeds/policies/index.ts"
import { profanityIn } from "#workers/lib/safe/profanity/index.ts"
import { operation } from "#workers/operation.ts"
import { screen } from "#workers/domain/brief/rules/screen.ts"
import { decideBy } from "#workers/domain/decision/index.ts"
import { gateRule } from "./rules/index.ts"
import { loadDraft, revisionOf, type DraftRow } from "./view.ts"

const settled: Partial<Record<DraftStatus, "pass" | "refuse">> = {
  approved: "pass",
  published: "pass",
  refused: "refuse",
  rejected: "refuse",
}

/** Lets the policy decide about a scored draft: pass, repair, wait for a person, or refuse with the reasons. */
export const gateDraft = operation({
  name: "draft.gate",
  about: "Applies the gate's policy to a scored draft.",
  scope: "write",
  approval: "policy",
  decision: "product.spec",
  input: z.strictObject({ draftId: z.string(), notes: z.array(z.string()).default([]) }),
  output: z.strictObject({ action: z.enum(["pass", "repair", "wait", "refuse"]), reasons: z.array(z.string()) }),
})(async (ctx, { draftId, notes }) => {
  const draft = await loadDraft(ctx, draftId)
  // A person may have decided while the run was dead; what is decided stays.
  const decided = settled[draft.status]
  if (decided) return { action: decided, reasons: draft.reasons }
  const chosen = draft.variants.find(({ key }) => key === draft.chosen)
  if (!chosen) throw new Error(`Draft ${draftId} has chosen a variant that it does not have.`)
  const { title, description, tags, bullets } = chosen.copy
  const verdict = screen({ title, description, tags, bullets }, screenPolicy)
  const price = { amount: draft.priceAmount, currency: draft.currency }
  // The whole good is read for crude words, not only what sells it.
  const crude = [...new Set(profanityIn([chosen.copy, draft.content]))]
  const flags = [
    ...(verdict.allowed ? [] : [`${verdict.field}: ${verdict.reason}`]),
    ...(crude.length > 0 ? [`Crude words: ${crude.join(", ")}.`] : []),
  ]
  const given = { draft: draftId, scorecard: draft.scorecard, kind: draft.content.kind, price, flags, notes, round: draft.round }
  const ruled = decideBy(ctx, gateRule, { ...given, policy: gatePolicy }, { subject: draft.productId, why: saying(draft) })
  const { action, reasons } = ruled.output
  const audit = { operation: "draft.gate", subject: draftId, detail: { action, reasons, decision: ruled.id } }
  if (action === "repair") {
    await ctx.commit({ writes: [ruled.write], audit })
    return { action, reasons }
  }
  const status = ({ pass: "approved", wait: "waiting", refuse: "refused" } as const)[action]
  const now = ctx.now()
  const decision =
    action === "pass"
      ? {
          by: `policy:${gatePolicy.id}@${gatePolicy.version}`,
          reason: reasons.join(" "),
          at: now.toISOString(),
          revision: await revisionOf(draft),
        }
      : null
  await ctx.commit({
    transition: ctx.db
      .update(drafts)
      .set({ status, reasons, decision, updatedAt: now })
      .where(and(eq(drafts.id, draftId), inArray(drafts.status, ["scoring", status]))),
    writes: [ruled.write, ctx.db.update(products).set({ stage: status, updatedAt: now }).where(eq(products.id, draft.productId))],
    audit,
  })
  await ctx.tell(draft.productId, { stage: status, note: `Gate: ${action}. ${reasons.join(" ")}`.slice(0, 300) })
  return { action, reasons }
})

const saying = ({ round, scorecard }: DraftRow) =>
  `The gate held round ${round} against the rubric and its policy: ${scorecard.overall.toFixed(2)} of 5.`
