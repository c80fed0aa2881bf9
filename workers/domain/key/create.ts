import { z } from "zod"
import { apiKeys } from "#schemas/tables/index.ts"
import { AppError } from "#workers/errors.ts"
import { randomToken, sha256 } from "#workers/lib/hash.ts"
import { operation } from "#workers/operation.ts"
import { KeyView } from "./list.ts"

/** Makes an API key. Only its SHA-256 is kept: the key is in this answer and nowhere else. */
export const createKey = operation({
  name: "key.create",
  about: "Makes an API key with the scopes named; the key is shown once.",
  scope: "write",
  approval: "person",
  input: z.strictObject({
    name: z.string().trim().min(2, "Use at least 2 characters.").max(60),
    scopes: z.array(z.enum(["read", "write", "spend"])).min(1),
  }),
  output: z.strictObject({ ...KeyView.shape, key: z.string() }),
})(async (ctx, { name, scopes }) => {
  const missing = scopes.find((scope) => !ctx.actor.scopes.includes(scope))
  if (missing) throw new AppError("forbidden", `scopes: a key without "${missing}" cannot make one that has it.`)
  const key = `ax_${randomToken()}`
  const id = ctx.id("key")
  const row = { id, name, hint: key.slice(-4), scopes: [...new Set(scopes)], createdAt: ctx.now() }
  await ctx.commit({
    writes: [ctx.db.insert(apiKeys).values({ ...row, hash: await sha256(key) })],
    audit: { operation: "key.create", subject: id, detail: { name, scopes } },
  })
  return { ...row, createdAt: row.createdAt.toISOString(), lastUsedAt: null, revokedAt: null, key }
})
