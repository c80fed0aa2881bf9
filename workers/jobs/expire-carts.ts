import { cart } from "#workers/domain/cart/index.ts"
import type { Job } from "./job.ts"

export const expireCarts: Job = {
  name: "expire-carts",
  about: "Closes carts that nobody touched for a month",
  run: async (ctx) => `${(await cart.expire(ctx, {})).expired} expired`,
}
