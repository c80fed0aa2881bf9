import { z } from "zod"
import { FullBrief, ProductBrief } from "../brief.ts"
import { prompt } from "./prompt.ts"

/** Settles kind, year, keywords, angle and a measurable success criterion from what a person or an idea gave. */
export const writeBrief = prompt({
  name: "brief",
  version: 1,
  role: "planning",
  about: "Completes a product brief",
  system:
    "You plan digital products. From the request and the evidence, settle the kind of good, the ranked keywords, what sets it apart from the titles already taken, and one measurable success criterion. Return JSON that matches the schema.",
  input: z.strictObject({
    request: ProductBrief,
    ideaId: z.string().nullable(),
    thisYear: z.int(),
    month: z.int().min(1).max(12),
    taken: z.array(z.string()),
  }),
  output: FullBrief,
  maxTokens: 1200,
})
