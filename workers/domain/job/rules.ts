/** The pipeline's stages, in order. A run covers a slice of them. */
export const stages = ["ingest", "brief", "forge", "gate", "publish", "promote", "measure", "improve"] as const
export type StageName = (typeof stages)[number]

/** A step that makes files may be silent for a while; after this a running job counts as dead. */
export const staleAfterMs = 10 * 60_000
export const mostRestarts = 5

export function slice(from: StageName, until: StageName): StageName[] {
  return stages.slice(stages.indexOf(from), stages.indexOf(until) + 1)
}
