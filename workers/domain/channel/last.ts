import { z } from "zod"
import { SyncReport } from "#schemas/sync.ts"
import { operation } from "#workers/operation.ts"
import { openChannel } from "#workers/domain/listing/index.ts"
import { lastSyncs, reportOf } from "./run.ts"

export const lastResults = operation({
  name: "channel.results",
  about: "Shows what the last syncs of a channel did, the newest first.",
  scope: "read",
  approval: "none",
  input: z.strictObject({ channel: z.string().max(30), limit: z.coerce.number().int().min(1).max(50).default(10) }),
  output: z.strictObject({ items: z.array(SyncReport) }),
})(async (ctx, { channel, limit }) => {
  openChannel(ctx, channel)
  return { items: (await lastSyncs(ctx, channel, limit)).map(reportOf) }
})
