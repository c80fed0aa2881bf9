import { z } from "zod"
import { FullBrief, ProductBrief } from "#schemas/brief.ts"
import { rule } from "#workers/rule.ts"

/** A completed brief is accepted when it can be measured: with a kind, ranked keywords, an angle and a success criterion. */
export const acceptRule = rule({
  name: "brief.accept",
  version: 1,
  about: "Accepts the completed brief of a product when its success can be measured.",
  decision: "brief.accept",
  input: z.strictObject({
    // An address in it may hold a mark instead of personal data, and is then no address.
    request: ProductBrief.extend({ refs: z.array(z.string()).optional() }),
    ideaId: z.string().nullable(),
    composer: z.string(),
    others: z.int().min(0).describe("products whose titles are taken"),
  }),
  output: z.strictObject({
    accepted: z.boolean(),
    kind: z.string().nullable(),
    success: FullBrief.shape.success.nullable(),
    reasons: z.array(z.string()),
  }),
  decide(_request, heard) {
    const brief = FullBrief.safeParse(heard)
    if (brief.success) return { accepted: true, kind: brief.data.kind, success: brief.data.success, reasons: [] }
    const reasons = brief.error.issues.map(({ path, message }) => `${path.join("/") || "brief"}: ${message}`)
    return { accepted: false, kind: null, success: null, reasons }
  },
  says: ({ request }, { accepted, kind, reasons }) =>
    accepted
      ? `It became a ${kind} about ${request.category} for ${request.audience}.`
      : `The brief was not accepted: ${reasons.join("; ")}.`,
  mattered: ({ request, ideaId, composer }, { kind, success }) => ({
    "asked for": `${request.category} for ${request.audience}`,
    ...(kind ? { kind } : {}),
    ...(success ? { success: `${success.metric} ${success.comparator} ${success.target} in ${success.withinDays} days` } : {}),
    idea: ideaId ?? "none: it was asked for",
    composer,
  }),
})
