import { z } from "zod"

const id = z.string().regex(/^[a-z][a-z0-9-]+$/)

/** One question of the shop's own help texts, with the answer that support may quote word for word. */
export const FaqEntry = z.strictObject({
  id,
  question: z.string().trim().min(10).max(120),
  answer: z.string().trim().min(60).max(900),
  tags: z.array(z.string().min(2).max(30)).min(2).max(8).describe("words by which a shopper's question finds this entry"),
})
export type FaqEntry = z.infer<typeof FaqEntry>

/** A reply that support sends in a known situation; `{{name}}` stands for a fact that code fills in. */
export const Macro = z.strictObject({
  id,
  when: z.string().trim().min(20).max(240).describe("the situation in which this reply is right"),
  subject: z.string().trim().min(5).max(90),
  text: z.string().trim().min(60).max(1500),
})
export type Macro = z.infer<typeof Macro>
