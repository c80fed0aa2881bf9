import { z } from "zod"
import { DirectorKey } from "#schemas/org.ts"
import { rule } from "#workers/rule.ts"

const State = z.enum(["met", "missed", "unknown"])
export const Candidate = z.strictObject({
  key: z.string(),
  kind: z.enum(["brief", "raise", "cut"]),
  score: z.number(),
})
export const PlanInput = z.strictObject({
  director: DirectorKey,
  goals: z.record(z.string(), State),
  candidates: z.array(Candidate),
  /** Keys as a model ranked them; null when none was asked or none answered. */
  advice: z.array(z.string()).nullable(),
  most: z.int().min(1),
  /** Keys that it remembers having proposed: what it has not tried comes first. The log has older entries without it. */
  tried: z.array(z.string()).optional(),
})
type Input = z.infer<typeof PlanInput>

/** Whether the goals ask for such a step. Advice has no say in this: it only orders what is asked for. */
function needed({ goals }: Input, kind: z.infer<typeof Candidate>["kind"]): boolean {
  if (kind === "brief") return goals["shelf"] === "missed" && goals["quality"] !== "missed"
  // Missing data is no pass: nobody's budget is raised on a figure that is not known.
  if (kind === "raise") return goals["model-cost"] === "met"
  return goals["model-cost"] === "missed"
}

/** What a director proposes now. A model's advice is an input like any other: unknown keys fall away, silence leaves the own order. */
export const plan = rule({
  name: "director.plan",
  version: 1,
  about: "Chooses what a director proposes, from its goals and the candidates that code found.",
  decision: "job.run",
  input: PlanInput,
  output: z.strictObject({ take: z.array(z.string()), why: z.string() }),
  decide(input) {
    const { candidates, advice, most, goals, tried = [] } = input
    const again = ({ key }: { key: string }) => (tried.includes(key) ? 1 : 0)
    const asked = candidates
      .filter(({ kind }) => needed(input, kind))
      .toSorted((a, b) => again(a) - again(b) || b.score - a.score || (a.key < b.key ? -1 : 1))
    const known = new Set(asked.map(({ key }) => key))
    const advised = [...new Set(advice ?? [])].filter((key) => known.has(key))
    const order = [...advised, ...asked.map(({ key }) => key).filter((key) => !advised.includes(key))]
    const missed = Object.entries(goals).flatMap(([id, state]) => (state === "missed" ? [id] : []))
    const why =
      order.length === 0
        ? `Nothing to propose: ${missed.length > 0 ? `${missed.join(", ")} missed, and no step at hand for it` : "no goal is missed"}.`
        : `For ${missed.join(", ") || "its goals"}${advised.length > 0 ? ", in the order that a model advised" : ", by its own order"}.`
    return { take: order.slice(0, most), why }
  },
})
