import { eq } from "drizzle-orm"
import { z } from "zod"
import { drafts } from "#schemas/tables/index.ts"
import { AppError, conflict, invalidField } from "#workers/errors.ts"
import { operation } from "#workers/operation.ts"
import { loadDraft } from "#workers/domain/draft/index.ts"
import { checkPublish, priceSetWrite } from "#workers/domain/product/index.ts"
import { addressesModel } from "#workers/lib/safe/taint.ts"
import { productBySlug } from "./load.ts"
import { shelfWrites } from "./shelve.ts"

/** Changes the price or the title of a product on sale. Our own shelf follows in the same commit, the channels with their next sync. */
export const reviseProduct = operation({
  name: "listing.revise",
  about: "Changes the price or the title of a product on sale; the channels follow with their next sync.",
  scope: "write",
  approval: "policy",
  decision: "price.change",
  input: z.strictObject({
    slug: z.string().max(120),
    title: z.string().trim().min(8).max(70).optional(),
    price: z.number().positive().max(999_999).optional().describe("major units"),
  }),
  output: z.strictObject({ productId: z.string(), draftId: z.string(), title: z.string(), priceAmount: z.int() }),
})(async (ctx, { slug, title, price }) => {
  if (title === undefined && price === undefined) throw invalidField("price", "Say what changes: a price, a title, or both.")
  const product = await productBySlug(ctx, slug)
  if (!product.live || !product.draft) throw conflict(`${slug} is not on sale; publish it first.`)
  if (title && addressesModel(title))
    throw new AppError("refused_by_policy", "title: It gives orders to a model.", {
      fields: [{ field: "title", message: "Use plain words." }],
    })
  const { draftId } = product.draft
  const asked = price === undefined ? {} : { pricing: { price } }
  const { price: priceAmount } = await checkPublish(ctx, { channel: "storefront", draft_id: draftId, validate_only: false, ...asked })
  const draft = await loadDraft(ctx, draftId)
  const variants = draft.variants.map((one) => (one.key === draft.chosen && title ? { ...one, copy: { ...one.copy, title } } : one))
  const next = { ...draft, variants, priceAmount }
  await ctx.commit({
    writes: [
      ...(priceAmount === draft.priceAmount ? [] : [priceSetWrite(ctx, draft, priceAmount)]),
      ctx.db.update(drafts).set({ variants, priceAmount, updatedAt: ctx.now() }).where(eq(drafts.id, draftId)),
      ...(await shelfWrites(ctx, product, next)),
    ],
    audit: {
      operation: "listing.revise",
      subject: product.id,
      detail: { from: { title: product.title, priceAmount: product.priceAmount }, to: { title: title ?? product.title, priceAmount } },
    },
  })
  return { productId: product.id, draftId, title: title ?? product.title, priceAmount }
})
