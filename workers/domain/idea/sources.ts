import { desc } from "drizzle-orm"
import { z } from "zod"
import { sources } from "#schemas/tables/idea.ts"
import { operation } from "#workers/operation.ts"

const Count = z.int()

/** What was read, the newest first: a hundred at most. */
export const listSources = operation({
  name: "idea.sources",
  about: "Lists the sources that were read, with licence, hash and what came of them.",
  scope: "read",
  approval: "none",
  input: z.strictObject({ limit: z.coerce.number().int().min(1).max(100).default(30) }),
  output: z.strictObject({
    items: z.array(
      z.strictObject({
        id: z.string(),
        name: z.string(),
        url: z.string().nullable(),
        format: z.string(),
        licence: z.string(),
        sha256: z.string(),
        entries: Count,
        kept: Count,
        duplicates: Count,
        droppedBy: z.record(z.string(), Count),
        difference: z.strictObject({ added: Count, changed: Count, removed: Count, same: Count }).nullable(),
        readAt: z.iso.datetime(),
      }),
    ),
  }),
})(async (ctx, { limit }) => {
  const rows = await ctx.db.select().from(sources).orderBy(desc(sources.readAt), desc(sources.id)).limit(limit)
  return { items: rows.map(({ origin: _origin, readAt, ...row }) => ({ ...row, readAt: readAt.toISOString() })) }
})
