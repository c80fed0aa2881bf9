import { forgetOld } from "#workers/domain/run/index.ts"
import type { Job } from "./job.ts"

export const tidy: Job = {
  name: "tidy",
  about: "Deletes dead sessions, kept answers and old run records",
  run: async (ctx) => `${await forgetOld(ctx)} rows deleted`,
}
