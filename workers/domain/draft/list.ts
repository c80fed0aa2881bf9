import { and, desc, eq, lt } from "drizzle-orm"
import { z } from "zod"
import { DraftStatus } from "#schemas/draft.ts"
import { GoodKind } from "#schemas/good.ts"
import { drafts } from "#schemas/tables/index.ts"
import { pageOf } from "#workers/lib/cursor.ts"
import { operation } from "#workers/operation.ts"

export const DraftLine = z.strictObject({
  id: z.string(),
  productId: z.string(),
  status: DraftStatus,
  kind: GoodKind,
  title: z.string(),
  overall: z.number(),
  round: z.int(),
  createdAt: z.iso.datetime(),
})

export const listDrafts = operation({
  name: "draft.list",
  about: "Lists drafts, newest first.",
  scope: "read",
  approval: "none",
  input: z.strictObject({
    status: DraftStatus.optional(),
    productId: z.string().max(60).optional(),
    cursor: z.string().max(60).optional(),
    limit: z.coerce.number().int().min(1).max(100).default(20),
  }),
  output: z.strictObject({ items: z.array(DraftLine), nextCursor: z.string().nullable() }),
})(async (ctx, { status, productId, cursor, limit }) => {
  const rows = await ctx.db
    .select()
    .from(drafts)
    .where(
      and(
        status ? eq(drafts.status, status) : undefined,
        productId ? eq(drafts.productId, productId) : undefined,
        cursor ? lt(drafts.id, cursor) : undefined,
      ),
    )
    .orderBy(desc(drafts.id))
    .limit(limit + 1)
  return pageOf(rows, limit, (row) => ({
    id: row.id,
    productId: row.productId,
    status: row.status,
    kind: row.content.kind,
    title: row.variants.find((variant) => variant.key === row.chosen)?.copy.title ?? "",
    overall: row.scorecard.overall,
    round: row.round,
    createdAt: row.createdAt.toISOString(),
  }))
})
