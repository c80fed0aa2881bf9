import type { z } from "zod"
import type { prompts, PromptName } from "#schemas/prompts/index.ts"

export type PromptInput<N extends PromptName> = z.infer<(typeof prompts)[N]["input"]>
export type PromptOutput<N extends PromptName> = z.infer<(typeof prompts)[N]["output"]>

/** What a provider hands back before code has checked it. `costMicros` is in millionths of a US dollar. */
export type Completion = { output: unknown; tokensIn: number; tokensOut: number; costMicros: number; model: string }

/** A model provider: `embedded`, `openai`, `anthropic`, `workers-ai`, `local`. Output is validated by the gateway. */
export type ModelProvider = {
  name: string
  mode: "embedded" | "sandbox" | "live"
  complete<N extends PromptName>(name: N, input: PromptInput<N>): Promise<Completion>
}
