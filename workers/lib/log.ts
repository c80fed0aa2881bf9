export type Log = (message: string, fields?: Record<string, unknown>) => void

/** One JSON line a message, as Workers Logs indexes it. The only place that writes to the console. */
export const log: Log = (message, fields = {}) => {
  // oxlint-disable-next-line no-console
  console.log(JSON.stringify({ message, ...fields }))
}
