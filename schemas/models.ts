import { z } from "zod"

/** What a model is asked to do; `seeds/models.yaml` says which provider does it. */
export const ModelRole = z.enum([
  "planning",
  "drafting",
  "analysis",
  "tools",
  "long-context",
  "vision",
  "embedding",
  "images",
  "offline",
  "cost-save",
])
export type ModelRole = z.infer<typeof ModelRole>

export const ProviderName = z.enum(["openai", "anthropic", "workers-ai", "local"])
export type ProviderName = z.infer<typeof ProviderName>

const Name = z.string().min(1).max(120)
/** `provider:model` */
const Address = z.string().regex(/^(openai|anthropic|workers-ai|local):.+$/, "Write it as provider:model, for instance openai:gpt-4o-mini.")
const Usd = z.number().min(0)

/** US dollars a million tokens in and out, or for one image; the context in tokens; the width of a vector. */
export const ModelFacts = z.strictObject({
  kind: z.enum(["chat", "embed", "image"]).default("chat"),
  in: Usd,
  out: Usd.default(0),
  image: Usd.default(0),
  context: z.int().min(1),
  dimension: z.int().min(1).optional(),
})
export type ModelFacts = z.infer<typeof ModelFacts>

/** What is done to every text on its way to a model and back. */
export const SafeMode = z.enum(["profanity_filter", "pii_redact"])
export type SafeMode = z.infer<typeof SafeMode>

export const Policies = z.strictObject({
  max_cost_usd_per_day: z.number().positive(),
  max_cost_usd_per_job: z.number().positive(),
  max_cost_usd_per_agent: z.number().positive(),
  max_cost_usd_per_product: z.number().positive(),
  safe_modes: z.array(SafeMode),
})

const Provider = z.strictObject({ models: z.array(Name).min(1), use_for: z.array(ModelRole) })

const shape = z.strictObject({
  providers: z.strictObject({ openai: Provider, anthropic: Provider, "workers-ai": Provider, local: Provider }),
  defaults: z.strictObject({ chat: Address, embed: Address, vision: Address }),
  policies: Policies,
  prices: z.record(Name, ModelFacts),
  aliases: z.record(Name, Name).default({}),
})

/** The model registry: the blueprint's providers, defaults and policies, and what each model costs. Names that point nowhere are refused. */
export const ModelRegistry = shape.superRefine((registry, context) => {
  const refuse = (path: (string | number)[], message: string) => context.addIssue({ code: "custom", path, message })
  for (const [provider, { models }] of Object.entries(registry.providers))
    for (const [at, model] of models.entries())
      if (!registry.prices[model]) refuse(["providers", provider, "models", at], `"${model}" has no line under prices.`)
  for (const [use, address] of Object.entries(registry.defaults)) {
    const [, provider = "", model = ""] = /^([^:]+):(.+)$/.exec(address) ?? []
    const known = ProviderName.safeParse(provider)
    if (known.success && !registry.providers[known.data].models.includes(model))
      refuse(["defaults", use], `${provider} does not list "${model}".`)
  }
  for (const [old, model] of Object.entries(registry.aliases)) {
    if (!registry.prices[model]) refuse(["aliases", old], `"${model}" is not a model of this file.`)
    if (registry.prices[old]) refuse(["aliases", old], `"${old}" is a model of this file, so it cannot stand for another.`)
  }
})
export type ModelRegistry = z.infer<typeof ModelRegistry>
