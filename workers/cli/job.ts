import type { Status } from "#schemas/status.ts"
import { schedules } from "../domain/status/schedule.ts"
import { localClient } from "./client.ts"
import { fail } from "./paths.ts"

/** `npm run job` lists what the clock does; `npm run job -- NAME` runs one now, `-- due` all that is due or was missed. */
const names = [...schedules.map(({ name }) => name), "due"]
const name = process.argv[2]
if (name && !names.includes(name)) fail(`There is no job "${name}". Say one of: ${names.join(" ")}`)
const shop = await localClient()
if (name) {
  const { ok, result } = await shop.post<{ ok: boolean; result: string }>(`/v1/scheduled/${name}`)
  console.log(`${name}: ${result}`)
  if (!ok) process.exit(1)
} else {
  const { jobs } = await shop.get<Status>("/v1/status")
  const wide = Math.max(...jobs.map((job) => job.name.length))
  const stamp = (at: string | null) => (at ? `${at.slice(0, 10)} ${at.slice(11, 16)}` : "not yet").padEnd(16)
  console.log(`${"job".padEnd(wide)}  ${"last (UTC)".padEnd(16)}  ${"next (UTC)".padEnd(16)}       took  result`)
  for (const job of jobs) {
    const took = job.lastMs === null ? "" : `${(job.lastMs / 1000).toFixed(1)} s`
    const mark = job.lastOk === false ? "failed: " : ""
    console.log(
      `${job.name.padEnd(wide)}  ${stamp(job.lastRunAt)}  ${stamp(job.nextRunAt)}  ${took.padStart(9)}  ${mark}${job.lastResult ?? ""}`,
    )
  }
}
