import { and, eq } from "drizzle-orm"
import { z } from "zod"
import { DraftStatus } from "#schemas/draft.ts"
import { drafts, jobs, products } from "#schemas/tables/index.ts"
import type { Ctx } from "#workers/context.ts"
import { conflict } from "#workers/errors.ts"
import { LostRace } from "#workers/lib/db.ts"
import { operation } from "#workers/operation.ts"
import { loadDraft, revisionOf } from "./view.ts"

/** A person's word at the gate. It names the revision that was shown, so a draft that changed since cannot slip through. */
export const decideDraft = operation({
  name: "draft.decide",
  about: "Approves, sends back or rejects a draft that waits at the gate.",
  scope: "write",
  approval: "person",
  decision: "product.spec",
  input: z.strictObject({
    id: z.string().max(60),
    decision: z.enum(["approve", "send_back", "reject"]),
    revision: z.string().length(64),
    reason: z.string().trim().max(500).default(""),
    chosen: z.enum(["A", "B", "C", "D"]).optional().describe("another variant than the gate's choice"),
  }),
  output: z.strictObject({ id: z.string(), status: DraftStatus }),
})(async (ctx, { id, decision, revision, reason, chosen }) => {
  const draft = await loadDraft(ctx, id)
  if (draft.status !== "waiting") throw conflict(`Draft ${id} is ${draft.status}; only one that waits can be decided.`)
  if ((await revisionOf(draft)) !== revision) throw conflict(`Draft ${id} has changed since it was shown; look at it again.`)
  const variant = draft.variants.find(({ key }) => key === (chosen ?? draft.chosen))
  if (!variant) throw conflict(`Draft ${id} has no variant ${chosen}.`)
  const status = ({ approve: "approved", send_back: "scoring", reject: "rejected" } as const)[decision]
  const stage = status === "scoring" ? "gate" : status
  const now = ctx.now()
  try {
    await ctx.commit({
      transition: ctx.db
        .update(drafts)
        .set({
          status,
          chosen: variant.key,
          scorecard: variant.scorecard,
          decision: { by: ctx.actor.id, reason, at: now.toISOString(), revision },
          updatedAt: now,
        })
        .where(and(eq(drafts.id, id), eq(drafts.status, "waiting"), eq(drafts.round, draft.round))),
      writes: [ctx.db.update(products).set({ stage, title: variant.copy.title, updatedAt: now }).where(eq(products.id, draft.productId))],
      audit: { operation: "draft.decide", subject: id, detail: { decision, revision, reason, chosen: variant.key } },
    })
  } catch (error) {
    if (error instanceof LostRace) throw conflict(`Draft ${id} was decided by somebody else a moment ago.`)
    throw error
  }
  await ctx.tell(draft.productId, { stage, note: `${ctx.actor.id} decided: ${decision}. ${reason}`.trim().slice(0, 300) })
  const [job] = await ctx.db.select().from(jobs).where(eq(jobs.id, draft.jobId))
  if (job?.status === "waiting") await wake(ctx, draft.jobId, { decision, reason })
  return { id, status }
})

/** A run that cannot hear is started anew: its log brings it back to the gate, where it finds the decision. */
async function wake(ctx: Ctx, jobId: string, payload: { decision: string; reason: string }): Promise<void> {
  try {
    await ctx.signal(jobId, "gate-decision", payload)
  } catch (error) {
    ctx.log("job.deaf", { jobId, error: String(error) })
    await ctx.restart(jobId)
  }
}
