import { z } from "zod"
import { rule } from "#workers/rule.ts"

/** Whether a goal's figure meets it. A figure that nobody has is neither a pass nor a failure. */
export const judgeGoal = rule({
  name: "goal.judge",
  version: 1,
  about: "Holds a director's figures against its goals; missing data is unknown, never met.",
  decision: "job.run",
  input: z.strictObject({
    goals: z.array(z.strictObject({ id: z.string(), comparator: z.enum([">=", "<="]), target: z.number(), value: z.number().nullable() })),
  }),
  output: z.record(z.string(), z.enum(["met", "missed", "unknown"])),
  decide({ goals }) {
    return Object.fromEntries(
      goals.map(({ id, comparator, target, value }) => {
        if (value === null || !Number.isFinite(value)) return [id, "unknown" as const]
        return [id, (comparator === ">=" ? value >= target : value <= target) ? ("met" as const) : ("missed" as const)]
      }),
    )
  },
})
