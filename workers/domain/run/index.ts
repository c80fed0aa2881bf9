export { claimRun, finishRun } from "./record.ts"
