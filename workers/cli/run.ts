import type { Client } from "./client.ts"

export type JobState = {
  id: string
  status: string
  stage: string
  artifacts: Record<string, unknown> & { seconds?: Record<string, number> }
  error: string | null
}
export type Progress = (line: { step: string; seconds: number }) => void

/** Starts the whole way from a brief to revenue and waits for its end; `progress` hears of every step that was done. The same `key` is the same run. */
export async function runPipeline(
  api: Client,
  input: Record<string, unknown>,
  progress: Progress = () => undefined,
  key?: string,
): Promise<JobState> {
  const { jobId } = await api.post<{ jobId: string }>("/v1/runs", { until: "improve", ...input }, key ? { "idempotency-key": key } : {})
  const started = Date.now()
  const told = new Set<string>()
  for (;;) {
    const job = await api.get<JobState>(`/v1/jobs/${jobId}`)
    for (const [step, seconds] of Object.entries(job.artifacts.seconds ?? {})) {
      if (!told.has(step)) progress({ step, seconds })
      told.add(step)
    }
    if (["done", "failed", "waiting", "cancelled"].includes(job.status)) return job
    if (Date.now() - started > 180_000) throw new Error(`Run ${jobId} has not ended within three minutes; it stands at ${job.stage}.`)
    await new Promise((resolve) => setTimeout(resolve, 150))
  }
}
