import { listing, type ChannelResult } from "#workers/domain/listing/index.ts"
import { advanceJob, effect } from "#workers/domain/job/index.ts"
import type { Stage } from "#workers/pipelines/stage.ts"

export const publish: Stage = {
  name: "publish",
  about: "Every channel: validate, push, read back, compare; each reports for itself",
  retries: 4,
  async host({ ctx, jobId }, { productId, draftId, channels }, step) {
    const listings: ChannelResult[] = []
    for (const [n, channel] of channels.entries()) {
      const out = await step(`publish.${channel}`, async () => ({
        listings: [await effect(ctx, jobId, "publish", n, () => listing.push(ctx, { productId, draftId, channel }))],
      }))
      listings.push(...(out.listings ?? []))
    }
    await step("publish.report", async () => {
      await advanceJob(ctx, jobId, { artifacts: { listings } })
      return {}
    })
    return { listings }
  },
  run: async () => ({}),
}
