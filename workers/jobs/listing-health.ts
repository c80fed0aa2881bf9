import { checkListings } from "#workers/domain/channel/index.ts"
import { delegate, type Ctx } from "#workers/context.ts"
import type { Job } from "./job.ts"

export const listingHealth: Job = {
  name: "listing-health",
  about: "Compares the listings looked at longest ago with their channels and heals what drifted",
  run: (ctx) => checked(ctx, false),
}

/** What a check found, in a line for the status page. */
export async function checked(ctx: Ctx, deep: boolean): Promise<string> {
  const {
    checked: looked,
    healthy,
    healed,
    failing,
    notes,
  } = await checkListings(ctx.as(delegate("cca", "listing-runner", "listing.sync")), { deep })
  const counts = `${looked} checked, ${healthy} healthy, ${healed} healed, ${failing.length} failing`
  return [counts, ...failing.slice(0, 1), ...notes].join(": ")
}
