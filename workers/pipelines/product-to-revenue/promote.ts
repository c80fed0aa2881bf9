import { effect } from "#workers/domain/job/index.ts"
import { promotion } from "#workers/domain/promotion/index.ts"
import type { Stage } from "#workers/pipelines/stage.ts"

export const promote: Stage = {
  name: "promote",
  about: "Announces what is live, once a network, with its own UTM link",
  retries: 3,
  async run({ ctx, jobId }, { productId, listings = [] }) {
    if (listings.some(({ channel, ok }) => channel === "storefront" && ok))
      await effect(ctx, jobId, "promote", 0, () => promotion.announce(ctx, { productId }))
    return {}
  },
}
