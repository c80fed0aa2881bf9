import { and, desc, eq, lt } from "drizzle-orm"
import { z } from "zod"
import { droppedIdeas, sources } from "#schemas/tables/idea.ts"
import { operation } from "#workers/operation.ts"
import { causes } from "./rules/source.ts"

/** What did not become an idea, the newest first. The cursor is the id of the last one seen. */
export const listDropped = operation({
  name: "idea.dropped",
  about: "Lists what sources offered and did not become an idea, with the reason.",
  scope: "read",
  approval: "none",
  input: z.strictObject({
    cause: z.enum(causes).optional(),
    cursor: z.string().max(60).optional(),
    limit: z.coerce.number().int().min(1).max(100).default(30),
  }),
  output: z.strictObject({
    items: z.array(
      z.strictObject({
        id: z.string(),
        title: z.string(),
        cause: z.string(),
        reason: z.string(),
        source: z.string(),
        at: z.iso.datetime(),
      }),
    ),
    nextCursor: z.string().nullable(),
  }),
})(async (ctx, { cause, cursor, limit }) => {
  const rows = await ctx.db
    .select({
      id: droppedIdeas.id,
      title: droppedIdeas.title,
      cause: droppedIdeas.cause,
      reason: droppedIdeas.reason,
      source: sources.name,
      at: droppedIdeas.at,
    })
    .from(droppedIdeas)
    .innerJoin(sources, eq(sources.id, droppedIdeas.sourceId))
    .where(and(cause ? eq(droppedIdeas.cause, cause) : undefined, cursor ? lt(droppedIdeas.id, cursor) : undefined))
    .orderBy(desc(droppedIdeas.id))
    .limit(limit + 1)
  const items = rows.slice(0, limit).map((row) => ({ ...row, at: row.at.toISOString() }))
  return { items, nextCursor: rows.length > limit ? (items.at(-1)?.id ?? null) : null }
})
