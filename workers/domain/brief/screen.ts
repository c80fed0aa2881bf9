import type { ProductBrief } from "#schemas/brief.ts"
import { screenPolicy } from "#seeds/policies/index.ts"
import type { Ctx } from "#workers/context.ts"
import { AppError } from "#workers/errors.ts"
import { screen } from "./rules/screen.ts"

/** Refuses what the shop does not make: the field, the rule and the reason are named; the try is logged. */
export function screenBrief(ctx: Ctx, brief: ProductBrief): void {
  const { category, audience, keywords = [] } = brief
  const verdict = screen({ category, audience, keywords }, screenPolicy)
  if (verdict.allowed) return
  ctx.log("policy.refused", { rule: verdict.rule, field: verdict.field, actor: ctx.actor.id })
  throw new AppError("refused_by_policy", `${verdict.field}: ${verdict.reason}`, {
    fields: [{ field: `brief/${verdict.field}`, message: `${verdict.reason} (rule: ${verdict.rule})` }],
  })
}
