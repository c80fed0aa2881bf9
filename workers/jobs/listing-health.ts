import { listing } from "#workers/domain/listing/index.ts"
import type { Job } from "./job.ts"

export const listingHealth: Job = {
  name: "listing-health",
  about: "Compares listings with their channels and heals what drifted",
  async run(ctx) {
    const { checked, healthy, healed, failing } = await listing.check(ctx, {})
    return `${checked} checked, ${healthy} healthy, ${healed} healed, ${failing.length} failing${failing[0] ? `: ${failing[0]}` : ""}`
  },
}
