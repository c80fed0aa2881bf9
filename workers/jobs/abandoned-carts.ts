import { cart } from "#workers/domain/cart/index.ts"
import type { Job } from "./job.ts"

export const abandonedCarts: Job = {
  name: "abandoned-carts",
  about: "Reminds who asked for it, once, of a cart that was left",
  async run(ctx) {
    const { sent, refused } = await cart.remind(ctx, {})
    const reasons = Object.entries(refused).map(([why, count]) => `${count} not: ${why}`)
    return [`${sent} reminded`, ...reasons].join("; ")
  },
}
