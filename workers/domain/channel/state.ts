import { eq } from "drizzle-orm"
import { channelStates } from "#schemas/tables/index.ts"
import type { Ctx } from "#workers/context.ts"
import type { Write } from "#workers/lib/db.ts"

export type StateRow = typeof channelStates.$inferSelect
type Change = Partial<Omit<StateRow, "channel">>

export async function stateOf(ctx: Ctx, channel: string): Promise<StateRow | null> {
  const [row] = await ctx.db.select().from(channelStates).where(eq(channelStates.channel, channel))
  return row ?? null
}

/** What we remember of a channel, changed; for a batch or by itself. */
export const stateWrite = (ctx: Ctx, channel: string, set: Change): Write =>
  ctx.db
    .insert(channelStates)
    .values({ channel, ...set })
    .onConflictDoUpdate({ target: channelStates.channel, set })
