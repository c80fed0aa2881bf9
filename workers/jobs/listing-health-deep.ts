import { checked } from "./listing-health.ts"
import type { Job } from "./job.ts"

export const listingHealthDeep: Job = {
  name: "listing-health-deep",
  about: "Compares all listings with their channels, as far as the vendors' limits go, and tries again what failed before",
  run: (ctx) => checked(ctx, true),
}
