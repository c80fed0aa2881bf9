import { z } from "zod"
import { AppError } from "#workers/errors.ts"
import { operation } from "#workers/operation.ts"
import { reconcile } from "./sync.ts"

/** Looks at the listings that were looked at longest ago on each channel; what drifted is healed or proposed. */
export const checkListings = operation({
  name: "listing.check",
  about: "Compares listings with what their channels show, and heals what drifted.",
  scope: "write",
  approval: "policy",
  decision: "listing.sync",
  input: z.strictObject({
    limit: z.int().min(1).max(100).default(25).describe("listings a channel"),
    deep: z.boolean().default(false).describe("all listings, as far as the vendors' limits go, and what failed before"),
  }),
  output: z.strictObject({ checked: z.int(), healthy: z.int(), healed: z.int(), failing: z.array(z.string()), notes: z.array(z.string()) }),
})(async (ctx, { limit, deep }) => {
  const result = { checked: 0, healthy: 0, healed: 0, failing: [] as string[], notes: [] as string[] }
  for (const name of Object.keys(ctx.channels)) {
    try {
      const order = deep ? { limit: 500, insistent: true, seconds: 240 } : { limit, insistent: false, seconds: 60 }
      const { status, summary, items, note } = await reconcile(ctx, name, { ...order, dryRun: false, add: false })
      result.checked += summary.checked
      result.healthy += summary.healthy
      result.healed += summary.updated + summary.published
      for (const item of items)
        if (item.outcome === "failed" || (item.outcome === "done" && item.problems.length > 0))
          result.failing.push(`${name} ${item.productId}: ${item.problems[0]?.message ?? "unknown"}`)
      if (note) result.notes.push(status === "off" ? `${name} is off` : note)
    } catch (error) {
      if (!(error instanceof AppError) || error.code !== "conflict") throw error
      result.notes.push(error.message)
    }
  }
  await ctx.pace.forget()
  return result
})
