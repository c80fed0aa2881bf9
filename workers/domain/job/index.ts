import { listJobs } from "./list.ts"
import { viewJob } from "./view.ts"

export { advanceJob, effect } from "./advance.ts"
export { awaitJob, jobRow, type RunInput } from "./open.ts"
export { claimFailedRenders } from "./redo.ts"
export { claimStaleJobs, forgetHeartbeats } from "./stale.ts"
export { loadJob, JobView, jobView } from "./view.ts"
export { slice, staleAfterMs, stages, type StageName } from "./rules.ts"
export const job = { view: viewJob, list: listJobs }
