import { z } from "zod"

export const Mode = z.enum(["embedded", "sandbox", "live"])
export type Mode = z.infer<typeof Mode>

/** What the shop stands on right now, for people and machines. */
export const Status = z.strictObject({
  name: z.string(),
  version: z.string(),
  now: z.iso.datetime(),
  ok: z.boolean(),
  ports: z.array(z.strictObject({ port: z.string(), adapter: z.string(), mode: Mode, detail: z.string() })),
  checks: z.array(z.strictObject({ name: z.string(), ok: z.boolean(), detail: z.string() })),
  counts: z.strictObject({ products: z.int(), orders: z.int(), jobsRunning: z.int(), eventsWaiting: z.int(), eventsParked: z.int() }),
  release: z
    .strictObject({ version: z.string(), hash: z.string(), frozenAt: z.iso.datetime() })
    .nullable()
    .describe("the newest frozen one"),
  experiments: z.strictObject({ running: z.int(), ended: z.int() }),
  jobs: z.array(
    z.strictObject({
      name: z.string(),
      every: z.string(),
      lastRunAt: z.iso.datetime().nullable(),
      lastResult: z.string().nullable(),
      lastOk: z.boolean().nullable().describe("null while it runs, or before its first run"),
      lastMs: z.int().nullable().describe("how long the last attempt took, by the wall clock"),
      attempts: z.int().describe("tries of the last run"),
      retryAt: z.iso.datetime().nullable(),
      rowsRead: z.int().nullable().describe("rows that D1 looked at for it"),
      rowsWritten: z.int().nullable(),
      catchUp: z.enum(["all", "latest", "none"]).describe("what is made up for after firings that were missed"),
      nextRunAt: z.iso.datetime(),
    }),
  ),
})
export type Status = z.infer<typeof Status>
