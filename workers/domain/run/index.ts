export { claimRun, finishRun } from "./record.ts"
export { forgetOld } from "./tidy.ts"
