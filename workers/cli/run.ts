import type { Client } from "./client.ts"

export type JobState = { id: string; status: string; stage: string; artifacts: Record<string, unknown>; error: string | null }
export type Progress = (line: { stage: string; status: string; seconds: number }) => void

/** Starts the whole way from a brief to revenue and waits for its end; `progress` hears of every stage. */
export async function runPipeline(api: Client, input: Record<string, unknown>, progress: Progress): Promise<JobState> {
  const { jobId } = await api.post<{ jobId: string }>("/v1/runs", { until: "improve", ...input })
  const started = Date.now()
  let [seen, since] = ["", started]
  for (;;) {
    const job = await api.get<JobState>(`/v1/jobs/${jobId}`)
    if (job.stage !== seen) {
      if (seen) progress({ stage: seen, status: "done", seconds: (Date.now() - since) / 1000 })
      ;[seen, since] = [job.stage, Date.now()]
    }
    if (["done", "failed", "waiting", "cancelled"].includes(job.status)) {
      progress({ stage: job.stage, status: job.status, seconds: (Date.now() - since) / 1000 })
      return job
    }
    if (Date.now() - started > 180_000) throw new Error(`Run ${jobId} has not ended within three minutes; it stands at ${job.stage}.`)
    await new Promise((resolve) => setTimeout(resolve, 150))
  }
}
