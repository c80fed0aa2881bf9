import { brand } from "#seeds/brand.ts"
import { topics } from "#seeds/knowledge/index.ts"
import { handoverPolicy } from "#seeds/policies/index.ts"
import { models as registry } from "#seeds/models.ts"
import { anthropic, type AnthropicConfig } from "./anthropic.ts"
import { embedded } from "./embedded/index.ts"
import { local, type LocalConfig } from "./local.ts"
import type { ModelProvider } from "./model.ts"
import { openai, type OpenaiConfig } from "./openai.ts"
import { workersAi, type AiBinding, type WorkersAiConfig } from "./workers-ai.ts"

export type ModelsConfig = OpenaiConfig & AnthropicConfig & WorkersAiConfig & LocalConfig

/** The providers that are turned on, dear ones first; the embedded composer is always the last, and alone without a key. */
export function openModels(config: ModelsConfig, fetcher: typeof fetch, ai?: AiBinding): ModelProvider[] {
  const given = [
    openai(config, registry, fetcher),
    anthropic(config, registry, fetcher),
    workersAi(config, registry, ai),
    local(config, registry, fetcher),
  ]
  return [...given.filter((provider) => provider !== null), embedded(topics, brand, handoverPolicy)]
}

/** Names in the settings that have been retired, each with what stands in. */
export function retiredNames(config: ModelsConfig): string[] {
  return [config.OPENAI_MODEL, config.ANTHROPIC_MODEL, config.LOCAL_MODEL].flatMap((name) => {
    const model = name && registry.aliases[name]
    return model ? [`"${name}" has been retired; ${model} stands in.`] : []
  })
}
