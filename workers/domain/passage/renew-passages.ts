import { z } from "zod"
import { operation } from "#workers/operation.ts"

/** Gives the passages that another model embedded, or none, their vectors, so many in one run. */
export const renewPassages = operation({
  name: "passage.renew",
  about: "Embeds the passages that an earlier model embedded.",
  scope: "write",
  approval: "none",
  input: z.strictObject({ most: z.int().min(1).max(20_000).default(5000) }),
  output: z.strictObject({ renewed: z.int(), left: z.int() }),
})(async (ctx, { most }) => {
  const answer = await ctx.search.renew(most)
  if (answer.renewed > 0) await ctx.commit({ audit: { operation: "passage.renew", subject: ctx.search.name, detail: answer } })
  return answer
})
