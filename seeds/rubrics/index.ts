import { Rubric } from "#schemas/rubric.ts"
import productQuality from "./product-quality.json"

/** The rubric that the gate uses, checked. */
export const rubric: Rubric = Rubric.parse(productQuality)
