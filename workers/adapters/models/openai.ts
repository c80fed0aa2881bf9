import OpenAI from "openai"
import { z } from "zod"
import { prompts } from "#schemas/prompts/index.ts"
import type { ModelProvider } from "./model.ts"

export const openaiEnv = z.object({
  OPENAI_API_KEY: z.string().min(8).optional().describe("turns on the hosted model; without it the embedded composer writes"),
  OPENAI_BASE_URL: z.url().optional().describe("any OpenAI-compatible server: llama.cpp, Ollama, vLLM"),
  OPENAI_MODEL: z.string().default("gpt-4o-mini").describe("the model that writes"),
})
export type OpenaiConfig = z.infer<typeof openaiEnv>

/** US dollars a million tokens, in and out. A model that is not listed is priced like the dearest. */
const prices: Record<string, [number, number]> = {
  "gpt-4o-mini": [0.15, 0.6],
  "gpt-4.1": [2, 8],
  "gpt-4.1-mini": [0.4, 1.6],
  "gpt-4o": [2.5, 10],
}

/** Chat completions with the prompt's output schema as the response format. Null when no key and no server is set. */
export function openai(config: OpenaiConfig, fetcher: typeof fetch): ModelProvider | null {
  if (!config.OPENAI_API_KEY && !config.OPENAI_BASE_URL) return null
  const client = new OpenAI({
    apiKey: config.OPENAI_API_KEY ?? "none",
    baseURL: config.OPENAI_BASE_URL,
    fetch: fetcher,
    maxRetries: 2,
    timeout: 60_000,
  })
  const [priceIn, priceOut] = prices[config.OPENAI_MODEL] ?? [10, 40]
  return {
    name: "openai",
    mode: "live",
    async complete(name, input) {
      const { system, output, maxTokens } = prompts[name]
      const reply = await client.chat.completions.create({
        model: config.OPENAI_MODEL,
        max_completion_tokens: maxTokens,
        messages: [
          { role: "system", content: system },
          { role: "user", content: JSON.stringify(input) },
        ],
        response_format: {
          type: "json_schema",
          json_schema: { name: name.replaceAll(/[^a-zA-Z0-9_-]/g, "_"), schema: z.toJSONSchema(output, { unrepresentable: "any" }) },
        },
      })
      const choice = reply.choices[0]
      if (!choice?.message.content) throw new Error(choice?.message.refusal ?? "The model gave no text.")
      const tokensIn = reply.usage?.prompt_tokens ?? 0
      const tokensOut = reply.usage?.completion_tokens ?? 0
      return {
        output: JSON.parse(choice.message.content),
        tokensIn,
        tokensOut,
        costMicros: Math.ceil(tokensIn * priceIn + tokensOut * priceOut),
        model: `openai:${reply.model}`,
      }
    },
  }
}
