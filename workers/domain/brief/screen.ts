import type { ProductBrief } from "#schemas/brief.ts"
import { screenPolicy } from "#seeds/policies/index.ts"
import type { Ctx } from "#workers/context.ts"
import { AppError } from "#workers/errors.ts"
import { refuseUrl } from "#workers/lib/follow.ts"
import { findProfanity } from "#workers/lib/safe/profanity/index.ts"
import { addressesModel } from "#workers/lib/safe/taint.ts"
import { screen } from "./rules/screen.ts"

/** Refuses what the shop does not make or does not read: the field, the rule and the reason are named; the try is logged. */
export function screenBrief(ctx: Ctx, brief: ProductBrief): void {
  const { category, audience, keywords = [], refs = [] } = brief
  const fields = refs.flatMap((ref, index) => {
    const message = refuseUrl(ref)
    return message === null ? [] : [{ field: `brief/refs/${index}`, message }]
  })
  if (fields[0]) throw new AppError("invalid", `${fields[0].field}: ${fields[0].message}`, { fields })
  const verdict = screen({ category, audience, keywords }, screenPolicy)
  if (verdict.allowed) return refuseWording(ctx, { category, audience, keywords: keywords.join(", ") })
  ctx.log("policy.refused", { rule: verdict.rule, field: verdict.field, actor: ctx.actor.id })
  throw new AppError("refused_by_policy", `${verdict.field}: ${verdict.reason}`, {
    fields: [{ field: `brief/${verdict.field}`, message: `${verdict.reason} (rule: ${verdict.rule})` }],
  })
}

/** Whatever it is about: no crude words, and nothing that speaks to the model which will read the brief. */
function refuseWording(ctx: Ctx, fields: Record<string, string>): void {
  for (const [field, text] of Object.entries(fields)) {
    const crude = findProfanity(text).length > 0
    if (!crude && !addressesModel(text)) continue
    const [rule, reason] = crude
      ? ["profanity", "The shop makes nothing with crude words in it."]
      : ["addresses-model", "A brief describes a good and its readers; it gives software no orders."]
    ctx.log("policy.refused", { rule, field, actor: ctx.actor.id })
    throw new AppError("refused_by_policy", `${field}: ${reason}`, {
      fields: [{ field: `brief/${field}`, message: `${reason} (rule: ${rule})` }],
    })
  }
}
