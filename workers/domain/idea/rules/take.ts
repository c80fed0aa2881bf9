import { z } from "zod"
import { rule } from "#workers/rule.ts"

/** Which of the waiting ideas is made next: the one with the highest score, the oldest of equals. */
export const takeRule = rule({
  name: "idea.take",
  version: 1,
  about: "Takes the waiting idea with the strongest evidence of demand.",
  decision: "brief.accept",
  input: z.strictObject({
    candidates: z
      .array(z.strictObject({ id: z.string(), title: z.string(), score: z.number() }))
      .min(1)
      .describe("the best that wait"),
  }),
  output: z.strictObject({ id: z.string(), score: z.number() }),
  decide({ candidates }) {
    const [best] = candidates.toSorted((a, b) => b.score - a.score || (a.id < b.id ? -1 : 1))
    if (!best) throw new Error("No idea waits.")
    return { id: best.id, score: best.score }
  },
  says: ({ candidates }, { id, score }) => `“${candidates.find((one) => one.id === id)?.title ?? id}” was taken, with ${score} points.`,
  mattered({ candidates }, { id, score }) {
    const next = candidates.find((one) => one.id !== id)
    return { score, ...(next ? { "the next best": `${next.title} (${next.score})` } : {}) }
  },
})
