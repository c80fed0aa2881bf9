import { z } from "zod"

export const FieldProblem = z.strictObject({ field: z.string(), message: z.string(), fix: z.string() })
export type FieldProblem = z.infer<typeof FieldProblem>

/** What a reconciliation wants to do, or did, with one product on one channel. */
export const SyncItem = z
  .strictObject({
    productId: z.string(),
    listingId: z.string().nullable(),
    title: z.string(),
    action: z.enum(["publish", "update", "withdraw", "nothing"]),
    reasons: z.array(z.string()).describe("one sentence a field"),
    outcome: z.enum(["planned", "done", "failed", "later"]).describe("later: the vendor's limit is used up, the next run goes on"),
    problems: z.array(FieldProblem),
  })
  .meta({ id: "SyncItem" })
export type SyncItem = z.infer<typeof SyncItem>

export const SyncSummary = z
  .strictObject({
    checked: z.int(),
    healthy: z.int(),
    published: z.int(),
    updated: z.int(),
    withdrawn: z.int(),
    failed: z.int(),
    later: z.int(),
    remaining: z.int().describe("listings that this run did not come to"),
  })
  .meta({ id: "SyncSummary" })
export type SyncSummary = z.infer<typeof SyncSummary>

export const SyncReport = z
  .strictObject({
    id: z.string().nullable().describe("null for a dry run, which leaves no trace"),
    channel: z.string(),
    status: z.enum(["planned", "running", "done", "failed", "off"]),
    note: z.string().nullable(),
    summary: SyncSummary,
    items: z.array(SyncItem),
    startedAt: z.iso.datetime(),
    finishedAt: z.iso.datetime().nullable(),
  })
  .meta({ id: "SyncReport" })
export type SyncReport = z.infer<typeof SyncReport>
