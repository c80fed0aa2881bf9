import type { Utm } from "#schemas/cart.ts"

const hour = 3_600_000
/** The letter comes when the visitor has surely left, and while the cart is still remembered. */
export const remindAfterMs = hour
export const remindUntilMs = 24 * hour

/** Orders that came by the letter are counted under this. */
export const reminderUtm = { source: "cart-reminder", medium: "email", campaign: "abandoned-cart" } as const satisfies Utm

export type Abandoned = {
  email: string | null
  /** When the visitor asked to be reminded. */
  asked: Date | null
  reminded: Date | null
  status: "open" | "ordered" | "expired"
  touched: Date
  lines: number
  /** An order of this cart or this address since, paid or being paid. */
  bought: boolean
  suppressed: string | null
  /** The same address had a letter about another cart within a day. */
  wroteLately: boolean
}

/** Why no letter is written about a cart; null when one is. */
export function remindRefusal(cart: Abandoned, now: Date): string | null {
  const age = now.getTime() - cart.touched.getTime()
  if (!cart.email) return "no address was given"
  if (!cart.asked) return "the visitor did not ask for it"
  if (cart.suppressed) return `the address has ${cart.suppressed}`
  if (cart.reminded) return "it had its letter"
  if (cart.status !== "open" || cart.bought) return "it was bought"
  if (cart.lines === 0) return "nothing in it is on sale any more"
  if (age < remindAfterMs) return "it is too early"
  if (age > remindUntilMs) return "it is too late"
  return cart.wroteLately ? "the address had a letter within a day" : null
}
