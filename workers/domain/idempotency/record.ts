import { and, eq, isNull, lt, or } from "drizzle-orm"
import { idempotency } from "#schemas/tables/index.ts"
import type { Ctx } from "#workers/context.ts"
import { AppError } from "#workers/errors.ts"
import { seal, unseal } from "#workers/lib/seal.ts"

export type Slot = { actor: string; route: string; key: string }
export type Replay = typeof idempotency.$inferSelect

const dayMs = 86_400_000
/** A request that has not answered after this long has died with its isolate. */
const deadMs = 120_000
const purpose = "kept answers"

const at = ({ actor, route, key }: Slot) => and(eq(idempotency.actor, actor), eq(idempotency.route, route), eq(idempotency.key, key))

/** Claims the key for this request; null when it was free, else what was recorded under it, its body opened. */
export async function beginIdempotent(ctx: Ctx, slot: Slot, bodyHash: string): Promise<Replay | null> {
  const now = ctx.now().getTime()
  const old = or(lt(idempotency.at, new Date(now - dayMs)), and(isNull(idempotency.status), lt(idempotency.at, new Date(now - deadMs))))
  await ctx.db.delete(idempotency).where(and(at(slot), old))
  const claimed = await ctx.db
    .insert(idempotency)
    .values({ ...slot, bodyHash, at: ctx.now() })
    .onConflictDoNothing()
    .returning({ key: idempotency.key })
  if (claimed.length === 1) return null
  const [row] = await ctx.db.select().from(idempotency).where(at(slot))
  return row ? { ...row, body: await opened(ctx, row.body) } : null
}

async function opened(ctx: Ctx, body: string | null): Promise<string | null> {
  if (body === null) return null
  try {
    return await unseal(body, await ctx.secret(), purpose)
  } catch (error) {
    const says =
      "The answer to this Idempotency-Key was sealed with another secret and cannot be shown again; look at what was made, then use a new key."
    throw new AppError("idempotency_conflict", says, { cause: error })
  }
}

/** Records the answer. Every body is sealed, whatever route it came from: some hold a secret that is shown once and kept nowhere in clear. */
export async function endIdempotent(
  ctx: Ctx,
  slot: Slot,
  answer: { status: number; body: string; headers: Record<string, string> },
): Promise<void> {
  await ctx.db
    .update(idempotency)
    .set({ ...answer, body: await seal(answer.body, await ctx.secret(), purpose) })
    .where(at(slot))
}

/** A failure of ours is not kept: the same request may be sent again. */
export async function forgetIdempotent(ctx: Ctx, slot: Slot): Promise<void> {
  await ctx.db.delete(idempotency).where(at(slot))
}
