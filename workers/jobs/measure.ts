import { metric } from "#workers/domain/metric/index.ts"
import type { Job } from "./job.ts"

export const measure: Job = {
  name: "measure",
  about: "Writes the day's outcome of every product on sale",
  run: async (ctx) => `${(await metric.measureAll(ctx, {})).measured} measured`,
}
