import { and, eq, inArray } from "drizzle-orm"
import { assets, products } from "#schemas/tables/index.ts"
import type { Ctx } from "#workers/context.ts"
import { sha256 } from "#workers/lib/hash.ts"
import { loadOrder } from "#workers/domain/order/index.ts"
import { reportsDamage, reportsWrongFile } from "./rules/suggest.ts"
import type { TicketRow } from "./load.ts"

/** `newer`: rights whose good is sold in a later edition now. */
export type FileReport = {
  files: { name: string; whole: boolean }[]
  newer: { entitlementId: string; draftId: string; names: string[] }[]
}
const nothing: FileReport = { files: [], newer: [] }

/** Holds the files of an order against what was sold, when the question says that something is wrong with them; nothing otherwise. */
export async function checkFiles(ctx: Ctx, { question, orderId }: Pick<TicketRow, "question" | "orderId">): Promise<FileReport> {
  if (orderId === null || (!reportsDamage(question) && !reportsWrongFile(question))) return nothing
  const { rights } = await loadOrder(ctx, orderId)
  const open = rights.filter(({ status }) => status === "active")
  if (open.length === 0) return nothing
  const goods = await ctx.db
    .select({ id: products.id, draft: products.draft })
    .from(products)
    .where(
      inArray(
        products.id,
        open.map(({ productId }) => productId),
      ),
    )
  const later = open.flatMap((right) => {
    const draftId = goods.find(({ id }) => id === right.productId)?.draft?.draftId
    return draftId && draftId !== right.draftId ? [{ entitlementId: right.id, draftId }] : []
  })
  const own = await deliverables(
    ctx,
    [...open, ...later].map(({ draftId }) => draftId),
  )
  const mine = own.filter(({ draftId }) => open.some((right) => right.draftId === draftId))
  return {
    files: await Promise.all(mine.map(async ({ name, sha256: wanted }) => ({ name, whole: await isWhole(ctx, wanted) }))),
    newer: later.map((one) => ({ ...one, names: own.filter(({ draftId }) => draftId === one.draftId).map(({ name }) => name) })),
  }
}

const deliverables = (ctx: Ctx, drafts: string[]) =>
  ctx.db
    .select({ draftId: assets.draftId, name: assets.name, sha256: assets.sha256 })
    .from(assets)
    .where(and(inArray(assets.draftId, drafts), eq(assets.role, "deliverable")))
    .orderBy(assets.position)

async function isWhole(ctx: Ctx, wanted: string): Promise<boolean> {
  const stored = await ctx.files.get(wanted)
  return stored !== null && (await sha256(new Uint8Array(await new Response(stored.body).arrayBuffer()))) === wanted
}
