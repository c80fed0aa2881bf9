import { replayRun } from "./run.ts"
import { whyOf } from "./why.ts"

export { ReplayReport } from "./run.ts"
export { Why } from "./why.ts"
export const replay = { run: replayRun }
export const why = whyOf
