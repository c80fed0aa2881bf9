import { eq } from "drizzle-orm"
import { z } from "zod"
import { Copy } from "#schemas/draft.ts"
import { assets, drafts } from "#schemas/tables/index.ts"
import type { Ctx } from "#workers/context.ts"
import { AppError, conflict, invalidField } from "#workers/errors.ts"
import type { Write } from "#workers/lib/db.ts"
import { canonical } from "#workers/lib/hash.ts"
import { addressesModel } from "#workers/lib/safe/taint.ts"
import { invalidInput, operation } from "#workers/operation.ts"
import { filesOf } from "#workers/domain/asset/index.ts"
import { loadDraft, type DraftRow } from "#workers/domain/draft/index.ts"
import { loadProduct } from "./load.ts"
import { shelfWrites } from "./shelve.ts"

/** Puts other words, or another cover of the same draft, on the shelf: all of them or none. */
export const rewordProduct = operation({
  name: "listing.reword",
  about: "Changes words or cover of a product on sale; the channels follow with their next sync.",
  scope: "write",
  approval: "policy",
  decision: "listing.words",
  input: z.strictObject({
    productId: z.string().max(60),
    copy: Copy.extend({ title: z.string().trim().min(8).max(70) })
      .partial()
      .default({}),
    cover: z.string().max(60).optional().describe("asset id of one of the draft's covers"),
  }),
  output: z.strictObject({ productId: z.string(), draftId: z.string(), chosen: z.string() }),
})(async (ctx, { productId, copy, cover }) => {
  const fields = Object.keys(copy)
  if (fields.length === 0 && cover === undefined) throw invalidField("copy", "Say what changes: words, the cover, or both.")
  const product = await loadProduct(ctx, productId)
  if (!product.live || !product.draft) throw conflict(`${product.slug} is not on sale; publish it first.`)
  refuseOrders(copy)
  const draft = await loadDraft(ctx, product.draft.draftId)
  const next = reworded(draft, copy)
  await ctx.commit({
    writes: [
      ...(cover ? await firstCover(ctx, draft.id, cover) : []),
      ctx.db.update(drafts).set({ variants: next.variants, chosen: next.chosen, updatedAt: ctx.now() }).where(eq(drafts.id, draft.id)),
      ...(await shelfWrites(ctx, product, next, cover ?? product.coverAsset)),
    ],
    audit: { operation: "listing.reword", subject: productId, detail: { fields, cover, chosen: next.chosen } },
  })
  return { productId, draftId: draft.id, chosen: next.chosen }
})

function refuseOrders(copy: Partial<Copy>): void {
  const field = Object.entries(copy).find(([, value]) => addressesModel(typeof value === "string" ? value : JSON.stringify(value)))?.[0]
  if (field)
    throw new AppError("refused_by_policy", `copy/${field}: It gives orders to a model.`, {
      fields: [{ field: `copy/${field}`, message: "Use plain words." }],
    })
}

/** A variant that says exactly this is chosen, with its score; otherwise the chosen one says it from now on. */
function reworded(draft: DraftRow, copy: Partial<Copy>): DraftRow {
  const chosen = draft.variants.find(({ key }) => key === draft.chosen)
  if (!chosen) throw new Error(`Draft ${draft.id} has no chosen copy.`)
  const wanted = Copy.extend({ title: z.string() }).safeParse({ ...chosen.copy, ...copy })
  if (!wanted.success) throw invalidInput(wanted.error)
  const same = draft.variants.find((one) => canonical(one.copy) === canonical(wanted.data))
  if (same) return { ...draft, chosen: same.key }
  return { ...draft, variants: draft.variants.map((one) => (one === chosen ? { ...one, copy: wanted.data } : one)) }
}

/** The first cover of a draft is the one on the shelf, here and on every channel: the two change places. */
async function firstCover(ctx: Ctx, draftId: string, cover: string): Promise<Write[]> {
  const covers = (await filesOf(ctx, draftId)).filter(({ role }) => role === "cover")
  const [first, wanted] = [covers[0], covers.find(({ id }) => id === cover)]
  if (!first || !wanted) throw invalidField("cover", `${cover} is no cover of this draft; choose one of its covers.`)
  if (first.id === wanted.id) return []
  return [
    ctx.db.update(assets).set({ position: wanted.position }).where(eq(assets.id, first.id)),
    ctx.db.update(assets).set({ position: first.position }).where(eq(assets.id, wanted.id)),
  ]
}
