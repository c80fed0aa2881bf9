import type { Ctx } from "#workers/context.ts"
import type { JobName } from "#workers/domain/status/index.ts"

/** A scheduled job; what `run` answers is kept as the result of the run. */
export type Job = { name: JobName; about: string; run(ctx: Ctx): Promise<string> }
