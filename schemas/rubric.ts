import { z } from "zod"
import { rubricDimensions } from "./draft.ts"

const Dimension = z.strictObject({ weight: z.number().positive(), about: z.string().min(10) })

/** A quality rubric: what counts, how much, and from where on a draft may ship. */
export const Rubric = z.strictObject({
  id: z.string().regex(/^[a-z][a-z0-9-]+$/),
  version: z.int().min(1),
  threshold: z.number().min(0).max(5),
  floor: z.number().min(0).max(5).describe("no dimension may score lower, whatever the average"),
  dimensions: z.record(z.enum(rubricDimensions), Dimension),
})
export type Rubric = z.infer<typeof Rubric>
