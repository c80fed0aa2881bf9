import type { z } from "zod"

/** A task for a model: versioned text with an input and an output schema. The output is checked by code, never trusted. */
export type Prompt<I extends z.ZodType = z.ZodType, O extends z.ZodType = z.ZodType> = {
  name: string
  version: number
  role: "planning" | "drafting" | "analysis"
  about: string
  system: string
  input: I
  output: O
  maxTokens: number
  /**
   * Lets a kept answer serve the same question in other words. Left out where each answer must be its own, as every good's content is.
   * `question`: what is compared; null where the input may not share. `basis`: what the answer rests on, which must still be so; null where it may not be kept.
   */
  shared?: { question(input: z.infer<I>): string | null; basis(input: z.infer<I>, output: z.infer<O>): unknown }
}

export function prompt<const N extends string, I extends z.ZodType, O extends z.ZodType>(spec: Prompt<I, O> & { name: N }) {
  return spec
}
