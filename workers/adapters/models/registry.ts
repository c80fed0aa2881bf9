import type { ModelFacts, ModelRegistry, ProviderName } from "#schemas/models.ts"
import { ModelFault } from "./fault.ts"
import type { Vendor } from "./model.ts"

/** A model by its name or by a retired one. Throws `ModelFault` when nobody knows the name. */
export function resolveModel(registry: ModelRegistry, provider: ProviderName, name: string) {
  const model = registry.aliases[name] ?? name
  const facts = registry.prices[model]
  if (!facts || !registry.providers[provider].models.includes(model))
    throw new ModelFault("unknown-model", `${provider} has no model "${name}" in seeds/models.yaml.`)
  return { model, facts }
}

/** What is used of a provider: `wanted` if it is set, else the registry's default for chat, else the provider's first model. */
export function pickModels(registry: ModelRegistry, provider: ProviderName, wanted?: string): Vendor["models"] {
  const listed = registry.providers[provider].models
  const of = (kind: ModelFacts["kind"]) => listed.filter((model) => registry.prices[model]?.kind === kind)
  const byDefault = (use: keyof ModelRegistry["defaults"], kind: ModelFacts["kind"]) => {
    const address = registry.defaults[use]
    return address.startsWith(`${provider}:`) ? address.slice(provider.length + 1) : of(kind)[0]
  }
  const cost = (model: string) => (registry.prices[model]?.in ?? 0) + (registry.prices[model]?.out ?? 0)
  const first = byDefault("chat", "chat") ?? ""
  const [embed, image] = [byDefault("embed", "embed"), of("image")[0]]
  const alias = wanted ? registry.aliases[wanted] : undefined
  return {
    chat: alias ?? wanted ?? first,
    economy: of("chat").toSorted((a, b) => cost(a) - cost(b))[0] ?? first,
    vision: provider === "openai" ? (byDefault("vision", "chat") ?? first) : (alias ?? wanted ?? first),
    ...(embed ? { embed } : {}),
    ...(image ? { image } : {}),
  }
}

/** US dollars a million tokens are micro-dollars a token. */
export function priceOf(registry: ModelRegistry, provider: ProviderName) {
  return (name: string) => {
    const { facts } = resolveModel(registry, provider, name)
    return { in: facts.in, out: facts.out, image: facts.image * 1_000_000 }
  }
}
