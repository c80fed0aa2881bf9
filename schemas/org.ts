import { z } from "zod"
import { ModelRole } from "./models.ts"

/** What the organisation decides. Each has exactly one Accountable director (seeds/org/raci.yaml). */
export const DecisionType = z.enum([
  "brief.accept",
  "product.spec",
  "product.retire",
  "listing.publish",
  "listing.sync",
  "listing.words",
  "price.change",
  "promotion.post",
  "ads.spend",
  "experiment.start",
  "experiment.end",
  "rollout.step",
  "flag.change",
  "budget.change",
  "job.run",
  "dataset.accept",
  "model.change",
  "prompt.change",
  "contract.accept",
  "provider.adopt",
  "macro.change",
  "support.answer",
  "coupon.issue",
  "refund.decide",
])
export type DecisionType = z.infer<typeof DecisionType>

export const DirectorKey = z.enum(["cpa", "cca", "coa", "cda", "cca2"])
export type DirectorKey = z.infer<typeof DirectorKey>
export const ExecutorKey = z.enum(["sourcing-bot", "content-fabricator", "listing-runner", "support-copilot", "revenue-analyst"])
export type ExecutorKey = z.infer<typeof ExecutorKey>
export const AgentKey = z.enum([...DirectorKey.options, ...ExecutorKey.options])
export type AgentKey = z.infer<typeof AgentKey>

/** Who does it, answers for it, is asked and is told. Only directors answer. */
export const Raci = z.record(
  DecisionType,
  z.strictObject({
    accountable: DirectorKey,
    responsible: z.array(AgentKey).default([]),
    consulted: z.array(AgentKey).default([]),
    informed: z.array(AgentKey).default([]),
    /** Money paths need a second person or director beside the accountable one. */
    two: z.boolean().default(false),
  }),
)
export type Raci = z.infer<typeof Raci>

/** What a director is measured by. A goal without a number is not a goal, so the file with one is refused. */
export const Goal = z.strictObject({
  id: z.string().regex(/^[a-z][a-z0-9-]*$/),
  metric: z.string().min(3).describe("name of a definition in workers/domain/metric"),
  comparator: z.enum([">=", "<="]),
  target: z.number(),
  unit: z.enum(["count", "ratio", "minor units", "hours", "minutes", "points"]),
  withinDays: z.int().min(1).max(365).describe("the window over which the metric is taken"),
  because: z.string().min(10),
})
export type Goal = z.infer<typeof Goal>

/** When an agent wakes: by a line of the schedule or by an event of the shop. */
export const Wake = z.union([
  z.strictObject({ every: z.enum(["5 minutes", "30 minutes", "hour", "night", "week"]) }),
  z.strictObject({ on: z.string().regex(/^[a-z]+\.[a-z]+$/) }),
])
export type Wake = z.infer<typeof Wake>

const OperationName = z.string().regex(/^[a-z_]+\.[a-z_]+$/, "Name an operation, such as listing.push.")
const common = {
  title: z.string().min(3),
  about: z.string().min(10),
  tools: z.array(OperationName).min(1),
  role: ModelRole,
  budgetUsdPerDay: z.number().positive().max(100),
  wake: z.array(Wake).min(1),
  memoryDays: z.int().min(1).max(730),
}
export const Director = z.strictObject({ key: DirectorKey, ...common, goals: z.array(Goal).min(1) })
export type Director = z.infer<typeof Director>
export const Executor = z.strictObject({ key: ExecutorKey, ...common, reportsTo: DirectorKey })
export type Executor = z.infer<typeof Executor>
