import type { ProductBrief } from "#schemas/brief.ts"
import { screenPolicy } from "#seeds/policies/index.ts"
import type { Ctx } from "#workers/context.ts"
import { AppError } from "#workers/errors.ts"
import type { Write } from "#workers/lib/db.ts"
import { refuseUrl } from "#workers/lib/follow.ts"
import { consult, decideBy } from "#workers/domain/decision/index.ts"
import { screenRule } from "./rules/screen.ts"

/**
 * Refuses what the shop does not make or does not read: the field, the rule and the reason are named. A refusal is logged here; of what is
 * allowed the log's row is handed back, for the commit with what follows.
 */
export async function screenBrief(ctx: Ctx, brief: ProductBrief, subject: string): Promise<{ write: Write }> {
  const { category, audience, keywords = [], refs = [] } = brief
  const fields = refs.flatMap((ref, index) => {
    const message = refuseUrl(ref)
    return message === null ? [] : [{ field: `brief/refs/${index}`, message }]
  })
  if (fields[0]) throw new AppError("invalid", `${fields[0].field}: ${fields[0].message}`, { fields })
  const given = { category, audience, keywords, policy: `${screenPolicy.id}@${screenPolicy.version}` }
  // As it was asked: what the log keeps is without personal data, and must not read milder for it.
  const verdict = screenRule.decide(given, screenPolicy)
  const why = verdict.allowed ? "Nothing in it is among what the shop does not make." : `${verdict.field}: ${verdict.reason}`
  const { output, write } = decideBy(ctx, screenRule, given, { subject, heard: [await consult(ctx, screenPolicy)], why })
  // Wrapped: a query that an async function returns by itself would be run.
  if (verdict.allowed) return { write }
  ctx.log("policy.refused", { rule: verdict.rule, field: verdict.field, actor: ctx.actor.id })
  const detail = { rule: verdict.rule, field: verdict.field }
  await ctx.commit({ writes: output.allowed ? [] : [write], audit: { operation: "brief.screen", subject, detail } })
  throw new AppError("refused_by_policy", `${verdict.field}: ${verdict.reason}`, {
    fields: [{ field: `brief/${verdict.field}`, message: `${verdict.reason} (rule: ${verdict.rule})` }],
  })
}
