import { and, eq, inArray, isNull, ne } from "drizzle-orm"
import { z } from "zod"
import { drafts, proposals, rollouts } from "#schemas/tables/index.ts"
import { pricePolicy } from "#seeds/policies/index.ts"
import type { Ctx } from "#workers/context.ts"
import { operation } from "#workers/operation.ts"
import { loadProduct } from "#workers/domain/listing/index.ts"
import { fileProposal, reversed } from "./file.ts"
import { hashOf } from "./load.ts"
import { improve } from "./rules.ts"

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
  const ideas = improve({
    title: product.title,
    price: product.priceAmount,
    floor: pricePolicy.floor,
    ceiling: pricePolicy.ceiling,
    ageDays: (ctx.now().getTime() - (product.publishedAt ?? ctx.now()).getTime()) / 86_400_000,
    success: product.brief.success,
    chosen: product.draft.chosen,
    variants: draft?.variants ?? [],
    metrics: product.metrics,
  })
  const filed: string[] = []
  let busy = await changing(ctx, productId)
  for (const idea of ideas) {
    const diffHash = await hashOf(idea.diff)
    const known = and(
      eq(proposals.subject, productId),
      eq(proposals.kind, idea.kind),
      eq(proposals.diffHash, diffHash),
      isNull(proposals.passing),
      ne(proposals.status, "stale"),
    )
    if ((await ctx.db.select({ id: proposals.id }).from(proposals).where(known)).length > 0) continue
    // One thing that shoppers see at a time: two changes at once could not be told apart.
    if (busy && idea.kind !== "retire") continue
    const id = await fileProposal(ctx, "agent:revenue-analyst", {
      ...idea,
      subject: productId,
      ...(idea.kind === "experiment" ? {} : { undo: reversed(idea.diff) }),
    })
    if (id) filed.push(id)
    busy ||= id !== null
  }
  return { filed }
})

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
