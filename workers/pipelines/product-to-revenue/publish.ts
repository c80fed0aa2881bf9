import { listing, type ChannelResult } from "#workers/domain/listing/index.ts"
import { advanceJob, effect } from "#workers/domain/job/index.ts"
import { problemOf } from "#workers/problem.ts"
import type { Stage } from "#workers/pipelines/stage.ts"

export const publish: Stage = {
  name: "publish",
  about: "Every channel: validate, push, read back, compare; each reports for itself",
  retries: 4,
  async host({ ctx, jobId }, { productId, draftId, channels }, step) {
    const listings: ChannelResult[] = []
    for (const [n, channel] of channels.entries()) {
      try {
        const out = await step(`publish.${channel}`, async () => ({
          listings: [await effect(ctx, jobId, "publish", n, () => listing.push(ctx, { productId, draftId, channel }))],
        }))
        listings.push(...(out.listings ?? []))
      } catch (error) {
        if (problemOf(error)) throw error
        // All tries are used up. The other channels go on: partial success is reported as such.
        listings.push(gaveUp(channel, error))
      }
    }
    await step("publish.report", async () => {
      await advanceJob(ctx, jobId, { artifacts: { listings } })
      return {}
    })
    return { listings }
  },
  run: async () => ({}),
}

const gaveUp = (channel: string, error: unknown): ChannelResult => ({
  channel,
  ok: false,
  status: "failed",
  listingId: null,
  url: null,
  problems: [
    {
      field: "channel",
      message: error instanceof Error ? error.message : String(error),
      fix: "Publish the draft on this channel again when it answers.",
    },
  ],
})
