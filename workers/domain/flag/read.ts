import type { FlagValue } from "#schemas/flag.ts"
import type { Ctx } from "#workers/context.ts"
import { flagClient } from "./provider.ts"
import { channelFlag, flagSpecs, healFlag } from "./specs.ts"

/** A flag's value now; an unreadable one is what its spec falls back to. */
export async function flagValue(ctx: Ctx, key: string): Promise<FlagValue> {
  const spec = flagSpecs(ctx).find((one) => one.key === key)
  if (!spec) throw new Error(`There is no flag "${key}".`)
  const client = await flagClient(ctx.db)
  return typeof spec.fallback === "boolean" ? client.getBooleanValue(key, spec.fallback) : client.getNumberValue(key, spec.fallback)
}

/** Null when listings may be pushed there, else why not and how that changes. */
export async function channelOff(ctx: Ctx, channel: string): Promise<string | null> {
  if (channel === "storefront" || (await flagValue(ctx, channelFlag(channel))) === true) return null
  return `The flag "${channelFlag(channel)}" is off, so nothing is sent to ${channel}. A person turns it on in the console under Channels, or by PUT /v1/flags/${channelFlag(channel)}.`
}

export const mayHeal = async (ctx: Ctx, channel: string): Promise<boolean> =>
  channel === "storefront" || (await flagValue(ctx, healFlag(channel))) === true
