import type { ModelRole } from "#schemas/models.ts"
import { tiers, type ModelProvider, type Tier } from "./model.ts"

export const tierOf = ({ tier, mode }: ModelProvider): Tier => tier ?? (mode === "embedded" ? "embedded" : "hosted")

/** Hosted, then Workers AI, then local, then embedded; on each step first those that the registry names for this role. */
export function ladder(providers: readonly ModelProvider[], role: ModelRole): ModelProvider[] {
  const rank = (provider: ModelProvider) => tiers.indexOf(tierOf(provider)) * 2 + (provider.useFor?.includes(role) ? 0 : 1)
  return providers.toSorted((a, b) => rank(a) - rank(b))
}
