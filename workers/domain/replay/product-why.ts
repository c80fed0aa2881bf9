import { desc, eq } from "drizzle-orm"
import { z } from "zod"
import { changes, drafts } from "#schemas/tables/index.ts"
import type { DecisionType } from "#schemas/org.ts"
import type { Ctx } from "#workers/context.ts"
import { canonical } from "#workers/lib/hash.ts"
import type { ProductRow } from "#workers/domain/product/index.ts"
import { originOf } from "./origin.ts"
import { decisionSteps, fact, loggedAbout, type Logged, type WhyStep } from "./step.ts"

export const WhyField = z.enum(["price", "title", "gate", "publish", "kind"])
export type WhyField = z.infer<typeof WhyField>

/** Which decisions settle a field of a product. */
const settledBy: Record<WhyField, readonly DecisionType[]> = {
  price: ["price.change"],
  title: ["listing.words"],
  gate: ["product.spec"],
  publish: ["listing.publish", "product.spec"],
  kind: ["brief.accept"],
}

/** From the newest decision about the field back to where the product comes from; all decisions when no field is asked for. */
export async function productWhy(ctx: Ctx, product: ProductRow, field: WhyField | undefined): Promise<WhyStep[]> {
  const applied = await appliedChanges(ctx, product.id, field)
  const logged = await loggedAbout(ctx, [product.id])
  const settles = (decides: string) => !field || settledBy[field].some((type) => type === decides)
  const isBrief = ({ row }: Logged) => row.decision === "brief.accept"
  return [
    ...applied,
    ...(await personsWord(ctx, product, field)),
    ...decisionSteps(logged.filter((one) => settles(one.row.decision) && !isBrief(one))),
    ...decisionSteps(logged.filter(isBrief)),
    ...(await originOf(ctx, product.id, product.brief.ideaId)),
  ]
}

/** What proposals have changed since, with the votes and guardrails that let them. */
async function appliedChanges(ctx: Ctx, productId: string, field: WhyField | undefined): Promise<WhyStep[]> {
  const rows = await ctx.db.select().from(changes).where(eq(changes.subject, productId)).orderBy(desc(changes.version)).limit(10)
  const steps: WhyStep[] = []
  for (const { proposalId, direction, before, after, actor, at } of rows) {
    const moved = Object.keys(after).filter((key) => canonical(before[key]) !== canonical(after[key]))
    if (field && !moved.some((key) => key.endsWith(field))) continue
    const words = moved.map((key) => `${key} from ${JSON.stringify(before[key])} to ${JSON.stringify(after[key])}`)
    const done = direction === "apply" ? "Proposal" : "The way back of proposal"
    const says = `${done} ${proposalId} changed ${words.join(", ") || "nothing"} on ${at.toISOString().slice(0, 10)}, by ${actor}.`
    steps.push(fact("change", says, {}, `/console/proposals/${proposalId}`), ...decisionSteps(await loggedAbout(ctx, [proposalId])))
  }
  return steps
}

async function personsWord(ctx: Ctx, product: ProductRow, field: WhyField | undefined): Promise<WhyStep[]> {
  if (field && field !== "gate" && field !== "publish") return []
  const [draft] = await ctx.db
    .select({ id: drafts.id, decision: drafts.decision, status: drafts.status })
    .from(drafts)
    .where(eq(drafts.productId, product.id))
    .orderBy(desc(drafts.createdAt))
    .limit(1)
  if (!draft?.decision || draft.decision.by.startsWith("policy:")) return []
  const { by, reason, at, revision } = draft.decision
  const says = `${by} decided at the gate on ${at.slice(0, 10)}; the draft is ${draft.status}${reason ? `: ${reason}` : ""}.`
  return [fact("person", says, { revision: revision.slice(0, 12) }, `/console/drafts/${draft.id}`)]
}
