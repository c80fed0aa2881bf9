import type Stripe from "stripe"
import type { Payments } from "./payments.ts"
import { told } from "./stripe-call.ts"
import { balanceMove, checkoutState, disputeFacts, refundFacts } from "./stripe-objects.ts"

/** More than this in one span means that the span is too long; the caller's next run goes on where this one ended. */
const limit = 2000

/** What Stripe has on its lists since a point in time: the other side of the books. */
export function stripeBooks(client: () => Stripe): Payments["since"] {
  const created = (from: Date) => ({ created: { gte: Math.floor(from.getTime() / 1000) }, limit: 100 })
  return {
    checkouts: async (from) => (await told(client().checkout.sessions.list(created(from)).autoPagingToArray({ limit }))).map(checkoutState),
    refunds: async (from) => (await told(client().refunds.list(created(from)).autoPagingToArray({ limit }))).map(refundFacts),
    disputes: async (from) => (await told(client().disputes.list(created(from)).autoPagingToArray({ limit }))).map(disputeFacts),
    async balance(from) {
      const moves = client().balanceTransactions.list({ ...created(from), expand: ["data.source"] })
      return (await told(moves.autoPagingToArray({ limit }))).map(balanceMove)
    },
  }
}
