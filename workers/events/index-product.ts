import { loadProduct } from "#workers/domain/listing/index.ts"
import { textOf, type Reaction } from "./reaction.ts"

/** A product's own words become citable by the support desk once it is on sale. */
export const indexProduct: Reaction = {
  name: "index-product",
  on: "listing.published",
  async run(ctx, event) {
    const product = await loadProduct(ctx, textOf(event, "productId"))
    if (!product.draft) return
    const { copy } = product.draft
    const url = `${ctx.settings.PUBLIC_URL}/products/${product.slug}`
    const passage = (part: string, title: string, text: string) => ({
      id: `${product.id}#${part}`,
      source: `product:${product.id}`,
      title,
      licence: "own",
      url,
      text,
    })
    await ctx.search.index(`product:${product.id}`, [
      passage("about", product.title, copy.description),
      ...copy.faq.map(({ question, answer }, n) => passage(`faq${n}`, `${product.title}: ${question}`, answer)),
    ])
  },
}
