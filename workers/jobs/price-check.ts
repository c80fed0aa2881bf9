import { channel } from "#workers/domain/channel/index.ts"
import type { Job } from "./job.ts"

export const priceCheck: Job = {
  name: "price-check",
  about: "Holds prices against the policy, and channels against prices",
  async run(ctx) {
    const { checked, proposed, compared, differing, unread } = await channel.check_prices(ctx, {})
    const counts = `${checked} prices checked, ${proposed.length} proposed, ${compared} compared on channels, ${differing.length} put back`
    return [counts, ...differing.slice(0, 2), ...unread.slice(0, 2)].join("; ")
  },
}
