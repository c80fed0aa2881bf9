import { z } from "zod"
import { operation } from "#workers/operation.ts"

/** Gives the passages that another model embedded, or none, their vectors, and the vector service what it lacks, so many in one run. */
export const renewPassages = operation({
  name: "passage.renew",
  about: "Embeds the passages that an earlier model embedded, and fills the vector service.",
  scope: "write",
  approval: "none",
  input: z.strictObject({ most: z.int().min(1).max(20_000).default(5000) }),
  output: z.strictObject({ renewed: z.int(), served: z.int(), left: z.int(), stopped: z.string().nullable() }),
})(async (ctx, { most }) => {
  const answer = await ctx.search.renew(most)
  if (answer.renewed + answer.served > 0)
    await ctx.commit({ audit: { operation: "passage.renew", subject: ctx.search.name, detail: answer } })
  return answer
})
