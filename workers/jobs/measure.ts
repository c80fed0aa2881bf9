import { agent } from "#workers/context.ts"
import { metric } from "#workers/domain/metric/index.ts"
import type { Job } from "./job.ts"

export const measure: Job = {
  name: "measure",
  about: "Writes the day's outcome of every product on sale, keeps every metric, and compares the figures with the books",
  async run(job) {
    const ctx = job.as(agent("revenue-analyst"))
    const { measured } = await metric.measureAll(ctx, {})
    const { kept, missing } = await metric.snapshot(ctx, {})
    const { rows, differences } = await metric.reconcile(ctx, {})
    return `${measured} measured, ${kept} metrics kept (${missing} without data), ${rows.length} sums compared with the books, ${differences} differ`
  },
}
