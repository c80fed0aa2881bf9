import type { EvaluationContext } from "@openfeature/server-sdk"
import { eq } from "drizzle-orm"
import type { FlagValue } from "#schemas/flag.ts"
import { flags } from "#schemas/tables/index.ts"
import type { Ctx } from "#workers/context.ts"
import { flagClient } from "./provider.ts"
import { channelFlag, flagSpec, healFlag } from "./specs.ts"
import { countUse } from "./uses.ts"

/** A flag's value now, for this visitor when it is on for a part of them; an unreadable one is what its spec falls back to. */
export async function flagValue(ctx: Ctx, key: string, visitor?: string): Promise<FlagValue> {
  const { fallback } = flagSpec(ctx, key)
  const at: EvaluationContext = visitor === undefined ? {} : { targetingKey: visitor }
  const client = await flagClient(ctx.db)
  await countUse(ctx, key)
  return typeof fallback === "boolean" ? client.getBooleanValue(key, fallback, at) : client.getNumberValue(key, fallback, at)
}

/** What is set, whoever asks: the row's value, or the default. */
export async function flagSetting(ctx: Ctx, key: string): Promise<FlagValue> {
  const { fallback } = flagSpec(ctx, key)
  const [row] = await ctx.db.select({ value: flags.value }).from(flags).where(eq(flags.key, key))
  return row?.value ?? fallback
}

/** Null when listings may be pushed there, else why not and how that changes. */
export async function channelOff(ctx: Ctx, channel: string): Promise<string | null> {
  if (channel === "storefront" || (await flagValue(ctx, channelFlag(channel))) === true) return null
  return `The flag "${channelFlag(channel)}" is off, so nothing is sent to ${channel}. A person turns it on in the console under Channels, or by PUT /v1/flags/${channelFlag(channel)}.`
}

export const mayHeal = async (ctx: Ctx, channel: string): Promise<boolean> =>
  channel === "storefront" || (await flagValue(ctx, healFlag(channel))) === true
