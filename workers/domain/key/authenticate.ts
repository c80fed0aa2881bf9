import { and, eq, gt, isNull } from "drizzle-orm"
import { apiKeys, sessions } from "#schemas/tables/index.ts"
import { operator, type Actor, type Ctx } from "#workers/context.ts"
import { randomToken, sha256 } from "#workers/lib/hash.ts"
import { Scope } from "#workers/operation.ts"

const sessionHours = 12

/** Who a bearer key belongs to: the owner, a key of the table, or nobody. */
export async function actorOfKey(ctx: Ctx, key: string): Promise<Actor | null> {
  const hash = await sha256(key)
  if (ctx.settings.OWNER_KEY_HASH === hash) return operator("owner")
  const [row] = await ctx.db
    .select()
    .from(apiKeys)
    .where(and(eq(apiKeys.hash, hash), isNull(apiKeys.revokedAt)))
  if (!row) return null
  const stale = !row.lastUsedAt || ctx.now().getTime() - row.lastUsedAt.getTime() > 3_600_000
  // Once an hour is enough to know whether a key is still in use; every call would be a write a read.
  if (stale) await ctx.db.update(apiKeys).set({ lastUsedAt: ctx.now() }).where(eq(apiKeys.id, row.id))
  return { kind: "key", id: `key:${row.id}`, scopes: scopesOf(row) }
}

const scopesOf = (key: { scopes: string[] }): Scope[] => ["shop", ...key.scopes.map((scope) => Scope.parse(scope))]

/** Opens a console session for a key that may write; null when it may not. The token is stored hashed. */
export async function openSession(ctx: Ctx, key: string): Promise<{ token: string; expiresAt: Date } | null> {
  const actor = await actorOfKey(ctx, key)
  if (!actor?.scopes.includes("write")) return null
  const token = randomToken()
  const expiresAt = new Date(ctx.now().getTime() + sessionHours * 3_600_000)
  const keyId = actor.id.replace(/^(operator|key):/, "")
  await ctx.as(actor).commit({
    writes: [ctx.db.insert(sessions).values({ hash: await sha256(token), keyId, createdAt: ctx.now(), expiresAt })],
    audit: { operation: "session.open", subject: keyId },
  })
  return { token, expiresAt }
}

/** The operator behind a console session, who may do there what the key that opened it may do, and nothing once it is revoked. */
export async function actorOfSession(ctx: Ctx, token: string): Promise<Actor | null> {
  const [session] = await ctx.db
    .select()
    .from(sessions)
    .where(and(eq(sessions.hash, await sha256(token)), gt(sessions.expiresAt, ctx.now())))
  if (!session) return null
  const owner = operator(session.keyId)
  if (session.keyId === "owner") return owner
  const [key] = await ctx.db
    .select()
    .from(apiKeys)
    .where(and(eq(apiKeys.id, session.keyId), isNull(apiKeys.revokedAt)))
  return key ? { ...owner, scopes: scopesOf(key) } : null
}

export async function closeSession(ctx: Ctx, token: string): Promise<void> {
  await ctx.db.delete(sessions).where(eq(sessions.hash, await sha256(token)))
}
