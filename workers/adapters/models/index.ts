import { brand } from "#seeds/brand.ts"
import { topics } from "#seeds/knowledge/index.ts"
import { embedded } from "./embedded/index.ts"
import type { ModelProvider } from "./model.ts"
import { openai, type OpenaiConfig } from "./openai.ts"

/** The providers in the order in which they are asked; the embedded composer is always the last, and alone without a key. */
export function openModels(config: OpenaiConfig, fetcher: typeof fetch): ModelProvider[] {
  const hosted = openai(config, fetcher)
  return [...(hosted ? [hosted] : []), embedded(topics, brand)]
}
