import { and, eq, inArray, isNull, ne } from "drizzle-orm"
import { z } from "zod"
import type { Variant } from "#schemas/draft.ts"
import { drafts, proposals, rollouts } from "#schemas/tables/index.ts"
import { pricePolicy } from "#seeds/policies/index.ts"
import type { Ctx } from "#workers/context.ts"
import { operation } from "#workers/operation.ts"
import { loadProduct } from "#workers/domain/listing/index.ts"
import { decideBy } from "#workers/domain/decision/index.ts"
import { fileProposal, reversed } from "./file.ts"
import { kindOf } from "./kinds.ts"
import { hashOf } from "./load.ts"
import { draftRule } from "./rules/draft.ts"
import { improve, type Idea } from "./rules.ts"

/** Compares a product's outcome with its success criterion and files typed proposals. Nothing is changed by a proposal. */
export const draftProposals = operation({
  name: "proposal.draft",
  about: "Files proposals that follow from a product's outcome.",
  scope: "write",
  approval: "none",
  input: z.strictObject({ productId: z.string() }),
  output: z.strictObject({ filed: z.array(z.string()) }),
})(async (ctx, { productId }) => {
  const product = await loadProduct(ctx, productId)
  if (!product.live || !product.draft || !product.metrics || product.priceAmount === null) return { filed: [] }
  const [draft] = await ctx.db.select().from(drafts).where(eq(drafts.id, product.draft.draftId))
  const evidence = {
    title: product.title,
    price: product.priceAmount,
    floor: pricePolicy.floor,
    ceiling: pricePolicy.ceiling,
    ageDays: (ctx.now().getTime() - (product.publishedAt ?? ctx.now()).getTime()) / 86_400_000,
    success: product.brief.success,
    chosen: product.draft.chosen,
    variants: titlesToTry(draft?.variants ?? [], product.draft.chosen),
    metrics: product.metrics,
  }
  const filed: string[] = []
  const known = await proposedBefore(ctx, productId, improve(evidence))
  let busy = await changing(ctx, productId)
  for (;;) {
    const { kind, id } = await draftOne(ctx, productId, { evidence, known: known.slice(), busy })
    if (kind === null) return { filed }
    if (id) filed.push(id)
    busy ||= id !== null
    known.push(kind)
  }
})

/** The chosen title and those that an experiment would take, in its order: what is voted on is what will be shown. */
function titlesToTry(variants: Variant[], chosen: string) {
  const shown = variants.find(({ key }) => key === chosen)
  return variants
    .filter(({ key, copy, scorecard }) => key === chosen || (scorecard.pass && copy.title !== shown?.copy.title))
    .toSorted((a, b) => b.scorecard.overall - a.scorecard.overall)
    .map(({ key, copy, scorecard }) => ({ key, title: copy.title, overall: scorecard.overall }))
}

type Given = z.input<typeof draftRule.input>

/** The next proposal by the rule, with its reason in the same commit; `kind` null when there is none, `id` null when it was there. */
async function draftOne(ctx: Ctx, productId: string, given: Given): Promise<{ kind: string | null; id: string | null }> {
  const { idea } = draftRule.decide(given)
  if (!idea) return { kind: null, id: null }
  const id = ctx.id("proposal")
  const { decision } = kindOf(idea.kind)
  const { write } = decideBy(ctx, { ...draftRule, decision }, given, { subject: id, why: `${idea.summary} ${idea.predicted.because}` })
  const undo = idea.kind === "experiment" ? {} : { undo: reversed(idea.diff) }
  return { kind: idea.kind, id: await fileProposal(ctx, "agent:revenue-analyst", { ...idea, ...undo, subject: productId }, [write], id) }
}

/** The kinds of these ideas whose very change was proposed before, and not refused for a reason that passes. */
async function proposedBefore(ctx: Ctx, productId: string, ideas: Idea[]): Promise<string[]> {
  const known: string[] = []
  for (const { kind, diff } of ideas) {
    const same = and(
      eq(proposals.subject, productId),
      eq(proposals.kind, kind),
      eq(proposals.diffHash, await hashOf(diff)),
      isNull(proposals.passing),
      ne(proposals.status, "stale"),
    )
    if ((await ctx.db.select({ id: proposals.id }).from(proposals).where(same)).length > 0) known.push(kind)
  }
  return known
}

/** Whether a change of the product is under vote, or being shown. */
async function changing(ctx: Ctx, subject: string): Promise<boolean> {
  const open = and(
    eq(proposals.subject, subject),
    ne(proposals.kind, "listing-drift"),
    inArray(proposals.status, ["open", "accepted", "applying"]),
  )
  const running = and(eq(rollouts.subject, subject), eq(rollouts.status, "running"))
  const [voted, shown] = await Promise.all([ctx.db.$count(proposals, open), ctx.db.$count(rollouts, running)])
  return voted + shown > 0
}
