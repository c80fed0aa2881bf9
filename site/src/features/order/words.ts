import type { OrderStatus } from "#schemas/order.ts"

/** What each status means for the buyer, in plain words. */
export const statusWords: Record<OrderStatus, { title: string; text: string }> = {
  pending: {
    title: "Waiting for your payment",
    text: "If you have just paid, the confirmation takes a few seconds. This page looks again by itself.",
  },
  processing: {
    title: "Payment is being confirmed",
    text: "Your bank has the payment in hand. This page looks again by itself, and your files appear here.",
  },
  paid: {
    title: "Paid. Your files are ready",
    text: "Each link is made for this order and expires; open this page again for a fresh one.",
  },
  refunded: { title: "Refunded", text: "The money is on its way back to you, and the download links no longer work." },
  expired: {
    title: "This order expired",
    text: "The payment page was left open too long, and nothing was charged. Your cart can be filled again.",
  },
  failed: { title: "The payment failed", text: "Nothing was charged. You can try again with another card." },
  disputed: { title: "The payment is disputed", text: "Downloads rest until your bank has decided. A person here looks after it." },
}

/** Seconds until the page should look again, or null when nothing will change by itself. Slower once it takes long. */
export function refreshAfter(status: OrderStatus, placedAt: string, now: Date): number | null {
  if (status !== "pending" && status !== "processing") return null
  const waited = now.getTime() - new Date(placedAt).getTime()
  if (waited > 24 * 3_600_000) return null
  return waited < 180_000 ? 4 : 20
}
