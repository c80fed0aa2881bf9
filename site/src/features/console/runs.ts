import type { Shop } from "#workers/domain/index.ts"

type RunStatus = Awaited<ReturnType<Shop["job"]["view"]>>["status"]

export const runStatuses = ["queued", "running", "waiting", "done", "failed", "cancelled"] as const satisfies readonly RunStatus[]
export const isRunStatus = (value: string | null): value is RunStatus => runStatuses.some((status) => status === value)

/** The stages of a run in their order, as workers/domain/job/rules.ts has them; a test holds both against each other. */
export const runStages = ["ingest", "brief", "forge", "gate", "publish", "promote", "measure", "improve"] as const

export type StepState = "past" | "now" | "ahead"

/** Where each stage of a run stands. A run that covers a slice of the stages stops at its own last one. */
export function steps(stage: string, status: RunStatus): { name: string; state: StepState }[] {
  const at = runStages.findIndex((name) => name === stage)
  return runStages.map((name, index) => ({
    name,
    state: index < at || (index === at && status === "done") ? "past" : index === at ? "now" : "ahead",
  }))
}
