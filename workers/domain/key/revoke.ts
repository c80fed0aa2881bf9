import { and, eq, isNull } from "drizzle-orm"
import { z } from "zod"
import { apiKeys, sessions } from "#schemas/tables/index.ts"
import { notFound } from "#workers/errors.ts"
import { LostRace } from "#workers/lib/db.ts"
import { operation } from "#workers/operation.ts"

/** Revokes a key and every console session it opened, at once. */
export const revokeKey = operation({
  name: "key.revoke",
  about: "Revokes an API key and the sessions it opened.",
  scope: "write",
  approval: "person",
  input: z.strictObject({ id: z.string().max(60) }),
  output: z.strictObject({ id: z.string(), revoked: z.literal(true) }),
})(async (ctx, { id }) => {
  const { db } = ctx
  try {
    await ctx.commit({
      transition: db
        .update(apiKeys)
        .set({ revokedAt: ctx.now() })
        .where(and(eq(apiKeys.id, id), isNull(apiKeys.revokedAt))),
      writes: [db.delete(sessions).where(eq(sessions.keyId, id))],
      audit: { operation: "key.revoke", subject: id },
    })
  } catch (error) {
    if (error instanceof LostRace) throw notFound("active key", id)
    throw error
  }
  return { id, revoked: true as const }
})
