import type { Ctx } from "#workers/context.ts"
import type { JobName } from "#workers/domain/status/index.ts"

/** A scheduled job; what `run` answers is kept as the result of the run. Its context answers nothing any more when the job's time is over. */
export type Job = {
  name: JobName
  about: string
  /** A failure is told to the operator, once a firing however often it is tried. */
  pages?: true
  run(ctx: Ctx): Promise<string>
}
