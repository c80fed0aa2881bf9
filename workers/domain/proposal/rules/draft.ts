import { z } from "zod"
import { rule } from "#workers/rule.ts"
import { Evidence, Idea, improve } from "#workers/domain/proposal/rules.ts"

/** Which change of a product its outcome asks for: the first that is not known yet, one that shoppers see at a time. */
export const draftRule = rule({
  name: "proposal.draft",
  version: 1,
  about: "Proposes what follows from a product's outcome; missing data is neither a pass nor a failure.",
  // Which decision it is follows from the kind of what is proposed, and stands in the row.
  decision: "experiment.start",
  input: z.strictObject({
    evidence: Evidence,
    known: z.array(z.string()).describe("kinds whose very change was proposed before"),
    busy: z.boolean().describe("a change of this product is under vote or being shown"),
  }),
  output: z.strictObject({ idea: Idea.nullable() }),
  decide({ evidence, known, busy }) {
    // One thing that shoppers see at a time: two changes at once could not be told apart.
    const open = improve(evidence).filter(({ kind }) => !known.includes(kind) && (!busy || kind === "retire"))
    return { idea: open[0] ?? null }
  },
  says: (_input, { idea }) => (idea ? `It was proposed: ${idea.summary} ${idea.predicted.because}` : "Nothing was proposed."),
  mattered: ({ evidence: { metrics, price, ageDays, success }, busy }) => ({
    views: metrics.views,
    orders: metrics.orders,
    price,
    "days on sale": Math.round(ageDays),
    goal: `${success.metric} ${success.comparator} ${success.target} in ${success.withinDays} days`,
    "another change runs": String(busy),
  }),
})
