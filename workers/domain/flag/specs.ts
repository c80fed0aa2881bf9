import { flagFamilies, type FlagFamily } from "#seeds/flags.ts"
import { directors, executors } from "#seeds/org/index.ts"
import type { FlagValue } from "#schemas/flag.ts"
import type { Ctx } from "#workers/context.ts"
import { AppError } from "#workers/errors.ts"

/** A flag that the code asks for. `fallback` holds until somebody sets it; what can cost or touch a real shop falls back to off. */
export type FlagSpec = { key: string; about: string; fallback: FlagValue; byVisitor: boolean }

export const channelFlag = (channel: string) => `channel.${channel}`
export const healFlag = (channel: string) => `heal.${channel}`
export const rolloutFlag = (proposalId: string) => `rollout.${proposalId}`

/** Every flag there is but those of rollouts, which come and go. Our own shop has none: it cannot be turned off behind the shoppers' backs. */
export function flagSpecs(ctx: Pick<Ctx, "channels">): FlagSpec[] {
  const channels = Object.values(ctx.channels)
    .filter(({ name }) => name !== "storefront")
    .flatMap(({ name, mode }) => [
      of("channel", name, (family) =>
        mode === "live" ? family.default : "standIn" in family ? (family.standIn ?? family.default) : family.default,
      ),
      of("heal", name),
    ])
  return [...channels, ...[...directors, ...executors].map(({ key, budgetUsdPerDay }) => of("budget", key, () => budgetUsdPerDay))]
}

function of(name: string, member: string, fallback: (family: FlagFamily) => FlagValue = (family) => family.default): FlagSpec {
  const family = flagFamilies.find((one) => one.family === name)
  if (!family) throw new Error(`seeds/flags.yaml has no family "${name}".`)
  const byVisitor = family.kind === "switch" && family.byVisitor
  return { key: `${name}.${member}`, about: family.about, fallback: fallback(family), byVisitor }
}

/** The flag of that name. Throws a 404 that names those there are. */
export function flagSpec(ctx: Pick<Ctx, "channels">, key: string): FlagSpec {
  const specs = flagSpecs(ctx)
  const known =
    specs.find((one) => one.key === key) ?? (/^rollout\.prp_\w+$/.test(key) ? of("rollout", key.slice("rollout.".length)) : undefined)
  if (!known) throw new AppError("not_found", `There is no flag "${key}". There are ${specs.map((one) => one.key).join(", ")}.`)
  return known
}
