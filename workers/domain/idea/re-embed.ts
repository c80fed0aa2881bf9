import { eq, ne } from "drizzle-orm"
import { z } from "zod"
import { productIdeas } from "#schemas/tables/idea.ts"
import { embedAll } from "#workers/adapters/models/embed.ts"
import { operation } from "#workers/operation.ts"
import { vectorText } from "./rules/ideas.ts"

/** Vectors of two models cannot be compared: ideas that an earlier one embedded get a vector of the present one. */
export const reEmbedIdeas = operation({
  name: "idea.re_embed",
  about: "Embeds the ideas that an earlier model embedded.",
  scope: "write",
  approval: "none",
  input: z.strictObject({ most: z.int().min(1).max(500).default(200) }),
  output: z.strictObject({ renewed: z.int() }),
})(async (ctx, { most }) => {
  const embedder = await ctx.embedder()
  const { model, dimension } = embedder
  const due = await ctx.db
    .select({ id: productIdeas.id, meta: productIdeas.meta })
    .from(productIdeas)
    .where(ne(productIdeas.model, model))
    .limit(most)
  if (due.length === 0) return { renewed: 0 }
  const vectors = await embedAll(
    embedder,
    due.map(({ meta }) => vectorText(meta)),
  )
  const writes = due.map(({ id }, at) => {
    const embedding = Buffer.from((vectors[at] ?? new Float32Array(dimension)).buffer)
    return ctx.db.update(productIdeas).set({ embedding, model, dimension }).where(eq(productIdeas.id, id))
  })
  await ctx.commit({ writes, audit: { operation: "idea.re_embed", subject: model, detail: { renewed: due.length } } })
  return { renewed: due.length }
})
