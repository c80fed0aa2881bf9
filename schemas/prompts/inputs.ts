import { z } from "zod"
import { FullBrief } from "../brief.ts"
import { Content } from "../content/index.ts"
import { Copy, Score } from "../draft.ts"
import { Facts } from "../good.ts"

/** A piece of retrieved text with the address to cite. */
export const Passage = z.strictObject({ id: z.string(), source: z.string(), title: z.string(), licence: z.string(), text: z.string() })
export type Passage = z.infer<typeof Passage>

/** `variation` is a seed: the same input gives the same output, another variation another one. */
export const ContentInput = z.strictObject({
  brief: FullBrief,
  passages: z.array(Passage),
  variation: z.int().min(0),
  currency: z.string(),
})
export type ContentInput = z.infer<typeof ContentInput>

export const CopyInput = z.strictObject({
  brief: FullBrief,
  content: Content,
  facts: Facts,
  variants: z.int().min(2).max(4),
  taken: z.array(z.string()).describe("titles already in the catalogue"),
  repair: z
    .array(z.strictObject({ copy: Copy, scores: z.array(Score) }))
    .describe("what the gate refused, with its reasons; empty in the first round"),
})
export type CopyInput = z.infer<typeof CopyInput>
