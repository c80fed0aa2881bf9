import { viewStatus } from "./view.ts"

export { dueTimes, schedules, type JobName, type Schedule } from "./schedule.ts"
export const status = { view: viewStatus }
