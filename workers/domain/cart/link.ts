import type { Ctx } from "#workers/context.ts"
import { AppError } from "#workers/errors.ts"
import { sign, signedBy } from "#workers/lib/hash.ts"
import { reminderUtm } from "./rules.ts"

/** What a signed link of the letter may do with its cart. */
export type CartDoor = "restore" | "unsubscribe"

/** The letter's links: the cart again, named as the letter's doing, and the way out. */
export async function reminderLinks(ctx: Ctx, cartId: string): Promise<{ restore: string; unsubscribe: string }> {
  const secret = await ctx.secret()
  const query = async (door: CartDoor) => `cart=${cartId}&token=${await sign(secret, `${door}:${cartId}`)}`
  const { PUBLIC_URL } = ctx.settings
  const utm = Object.entries(reminderUtm).map(([part, value]) => `utm_${part}=${value}`)
  return {
    restore: `${PUBLIC_URL}/cart/restore?${[await query("restore"), ...utm].join("&")}`,
    unsubscribe: `${PUBLIC_URL}/unsubscribe?${await query("unsubscribe")}`,
  }
}

export async function checkDoor(ctx: Ctx, door: CartDoor, cartId: string, token: string): Promise<void> {
  if (await signedBy(await ctx.secret(), `${door}:${cartId}`, token)) return
  throw new AppError("forbidden", "This link is not complete. Copy the whole of it from the letter.")
}
