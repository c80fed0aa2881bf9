import { desc } from "drizzle-orm"
import { z } from "zod"
import { apiKeys } from "#schemas/tables/index.ts"
import { operation } from "#workers/operation.ts"

export const KeyView = z.strictObject({
  id: z.string(),
  name: z.string(),
  hint: z.string().describe("the last four characters"),
  scopes: z.array(z.string()),
  createdAt: z.iso.datetime(),
  lastUsedAt: z.iso.datetime().nullable(),
  revokedAt: z.iso.datetime().nullable(),
})

export const listKeys = operation({
  name: "key.list",
  about: "Lists the API keys, without their secrets.",
  scope: "read",
  approval: "none",
  input: z.strictObject({}),
  output: z.strictObject({ items: z.array(KeyView) }),
})(async (ctx) => {
  const rows = await ctx.db.select().from(apiKeys).orderBy(desc(apiKeys.createdAt)).limit(200)
  return {
    items: rows.map(({ hash: _hash, ...row }) => ({
      ...row,
      createdAt: row.createdAt.toISOString(),
      lastUsedAt: row.lastUsedAt?.toISOString() ?? null,
      revokedAt: row.revokedAt?.toISOString() ?? null,
    })),
  }
})
