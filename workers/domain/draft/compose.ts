import { eq } from "drizzle-orm"
import { z } from "zod"
import { FullBrief } from "#schemas/brief.ts"
import { Content } from "#schemas/content/index.ts"
import { Passage } from "#schemas/prompts/inputs.ts"
import { prompts } from "#schemas/prompts/index.ts"
import { products } from "#schemas/tables/index.ts"
import { addressesModel } from "#workers/lib/safe/taint.ts"
import { operation } from "#workers/operation.ts"

/** Has a model write the content of the good, from the brief and what retrieval returns. */
export const composeContent = operation({
  name: "draft.compose",
  about: "Writes the content of a good.",
  scope: "write",
  approval: "none",
  decision: "product.spec",
  input: z.strictObject({ productId: z.string(), brief: FullBrief }),
  output: z.strictObject({ content: Content, composer: z.string(), prompt: z.string(), sources: z.array(z.string()) }),
})(async (ctx, { productId, brief }) => {
  const question = [brief.category, brief.audience, ...brief.keywords].join(" ")
  const found = brief.refs.length > 0 ? await ctx.search.find(question, { limit: 8, sources: brief.refs.map((ref) => `ref:${ref}`) }) : []
  // A page that a brief refers to is a stranger's text: a paragraph that speaks to models is no fact to cite.
  const told = found.filter(({ title, text }) => !addressesModel(`${title} ${text}`))
  const passages: Passage[] = told.map(({ id, source, title, licence, url, text }) => ({ id, source: url || source, title, licence, text }))
  const name = `content.${brief.kind}` as const
  await ctx.tell(productId, { stage: "forge", note: `Writing the ${brief.kind}.` })
  const { output, model } = await ctx.models.complete(
    name,
    { brief, passages, variation: variationOf(productId), currency: ctx.brand.currency },
    productId,
  )
  await ctx.commit({
    writes: [ctx.db.update(products).set({ stage: "forge", title: output.title, updatedAt: ctx.now() }).where(eq(products.id, productId))],
    audit: { operation: "draft.compose", subject: productId, detail: { composer: model, passages: passages.map(({ id }) => id) } },
  })
  return { content: output, composer: model, prompt: `${name}@${prompts[name].version}`, sources: passages.map(({ source }) => source) }
})

/** The product's own id decides the variation, so that two products of one brief differ and a second run of one does not. */
function variationOf(productId: string): number {
  let hash = 0
  for (const char of productId) hash = (Math.imul(hash, 31) + char.charCodeAt(0)) | 0
  return Math.abs(hash)
}
