import { z } from "zod"
import { RubricDimension, Variant } from "#schemas/draft.ts"
import { rule } from "#workers/rule.ts"

const Card = z.strictObject({
  key: Variant.shape.key,
  overall: z.number(),
  scores: z.array(z.strictObject({ dimension: RubricDimension, score: z.number() })),
})
/** As much of what the composer wrote as the choice needs; the log holds all of it. */
const Written = z.object({ variants: z.array(z.object({ title: z.string() })) })

/** The words of a listing: of what was written, the variant that scores best, the first of equals. */
export const chooseRule = rule({
  name: "draft.choose",
  version: 1,
  about: "Chooses the variant of the words that the rubric scores best.",
  decision: "listing.words",
  input: z.strictObject({ draft: z.string(), round: z.int(), cards: z.array(Card).min(1), rubric: z.string() }),
  output: z.strictObject({ chosen: Variant.shape.key, title: z.string(), overall: z.number() }),
  decide({ cards }, heard) {
    const best = cards.toSorted((a, b) => b.overall - a.overall)[0]
    const title = best && Written.parse(heard).variants[cards.indexOf(best)]?.title
    if (!best || title === undefined) throw new Error("The scored variants are not those that were written.")
    return { chosen: best.key, title, overall: best.overall }
  },
  says: ({ cards, round }, { chosen, title }) => `Of ${cards.length} variants in round ${round} it took ${chosen}: “${title}”.`,
  mattered: ({ cards, rubric }) => ({
    ...Object.fromEntries(cards.map(({ key, overall }) => [`variant ${key}`, `${overall} of 5`])),
    rubric,
  }),
})
