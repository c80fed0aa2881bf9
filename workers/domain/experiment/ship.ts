import { eq } from "drizzle-orm"
import type { Arm } from "#schemas/experiment.ts"
import { assets, drafts } from "#schemas/tables/index.ts"
import type { Ctx } from "#workers/context.ts"
import type { Write } from "#workers/lib/db.ts"
import { filesOf } from "#workers/domain/asset/index.ts"
import { loadDraft } from "#workers/domain/draft/index.ts"
import { loadProduct, shelfWrites } from "#workers/domain/listing/index.ts"
import type { ExperimentRow } from "./load.ts"

/** Puts the winner's words and cover on the shelf for everybody; the channels follow with their next sync. */
export async function shipWrites(ctx: Ctx, { productId, draftId }: ExperimentRow, arm: Arm): Promise<Write[]> {
  const [product, draft] = [await loadProduct(ctx, productId), await loadDraft(ctx, draftId)]
  const whole = arm.copy.description !== undefined && draft.variants.find(({ key }) => key === arm.variant)
  const variants = draft.variants.map((one) => (one.key === draft.chosen && !whole ? { ...one, copy: { ...one.copy, ...arm.copy } } : one))
  const next = { ...draft, variants, chosen: whole ? whole.key : draft.chosen }
  return [
    ...(arm.cover ? await firstCover(ctx, draftId, arm.cover) : []),
    ctx.db.update(drafts).set({ variants: next.variants, chosen: next.chosen, updatedAt: ctx.now() }).where(eq(drafts.id, draftId)),
    ...(await shelfWrites(ctx, product, next, arm.cover)),
  ]
}

/** The first cover of a draft is the one on the shelf, here and on every channel: the two change places. */
async function firstCover(ctx: Ctx, draftId: string, cover: string): Promise<Write[]> {
  const covers = (await filesOf(ctx, draftId)).filter(({ role }) => role === "cover")
  const [first, wanted] = [covers[0], covers.find(({ id }) => id === cover)]
  if (!first || !wanted || first.id === wanted.id) return []
  return [
    ctx.db.update(assets).set({ position: wanted.position }).where(eq(assets.id, first.id)),
    ctx.db.update(assets).set({ position: first.position }).where(eq(assets.id, wanted.id)),
  ]
}
