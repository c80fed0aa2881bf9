export { brokenRuns, forgetLeases, giveUpRuns, lastFirings } from "./due.ts"
export { claimRun, finishRun, type End } from "./record.ts"
export { forgetOld } from "./tidy.ts"
