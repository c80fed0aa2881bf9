import type { z } from "zod"
import type { DecisionType } from "#schemas/org.ts"

/**
 * One way in which the organisation decides: a pure function with a name and a version. The same input gives the same output, so
 * a logged decision can be made again from the log. What a model said is part of the input, never a side door.
 */
export type Rule<I extends z.ZodType = z.ZodType, O extends z.ZodType = z.ZodType> = {
  /** `noun.verb`; unique together with the version. */
  name: string
  /** Raise it whenever the same input may give another output: old log entries name the version that made them. */
  version: number
  about: string
  decision: DecisionType
  input: I
  output: O
  /** `heard`: what models said and which policies were read, in the order in which the caller gave them. */
  decide(input: z.output<I>, ...heard: unknown[]): z.output<O>
  /** The inputs that mattered, for whoever asks why; the plain ones when absent. */
  mattered?(input: z.output<I>, output: z.output<O>): Record<string, string | number>
  /** What was decided, as a sentence for people; the log's own reason when absent. */
  says?(input: z.output<I>, output: z.output<O>): string
}
/** Any rule, when its input is checked by itself. */
export type AnyRule = Omit<Rule, "decide" | "mattered" | "says"> & {
  decide(input: never, ...heard: unknown[]): unknown
  mattered?(input: never, output: never): Record<string, string | number>
  says?(input: never, output: never): string
}

export const rule = <I extends z.ZodType, O extends z.ZodType>(spec: Rule<I, O>): Rule<I, O> => spec
