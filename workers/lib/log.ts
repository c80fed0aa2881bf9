import { redactDeep } from "./safe/pii/index.ts"

export type Log = (message: string, fields?: Record<string, unknown>) => void

/** One JSON line a message, as Workers Logs indexes it; personal data in any field is replaced first. The only place that writes to the console. */
export const log: Log = (message, fields = {}) => {
  // oxlint-disable-next-line no-console
  console.log(JSON.stringify(redactDeep({ message, ...fields }).value))
}
