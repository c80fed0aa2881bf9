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
}

export function prompt<const N extends string, I extends z.ZodType, O extends z.ZodType>(spec: Prompt<I, O> & { name: N }) {
  return spec
}
