import type { FlagValue } from "#schemas/flag.ts"
import { directors, executors } from "#seeds/org/index.ts"
import type { Ctx } from "#workers/context.ts"

/** A flag that the code asks for. `fallback` holds until somebody sets it; what can cost or touch a real shop falls back to off. */
export type FlagSpec = { key: string; about: string; fallback: FlagValue }

export const channelFlag = (channel: string) => `channel.${channel}`
export const healFlag = (channel: string) => `heal.${channel}`

/** Every flag there is. Our own shop has none: it cannot be turned off behind the shoppers' backs. */
export function flagSpecs(ctx: Pick<Ctx, "channels">): FlagSpec[] {
  const channels: FlagSpec[] = Object.values(ctx.channels)
    .filter(({ name }) => name !== "storefront")
    .flatMap(({ name, mode }) => [
      {
        key: channelFlag(name),
        about: `Listings are pushed to ${name}. ${mode === "live" ? "A real shop is off until a person turns it on." : "The stand-in is on."}`,
        fallback: mode !== "live",
      },
      { key: healFlag(name), about: `What somebody changed on ${name} is put back; off: it is proposed instead.`, fallback: true },
    ])
  return [...channels, ...budgets]
}

const budgets: FlagSpec[] = [...directors, ...executors].map(({ key, title, budgetUsdPerDay }) => ({
  key: `budget.${key}`,
  about: `US dollars a day that the models of ${title} may cost.`,
  fallback: budgetUsdPerDay,
}))
