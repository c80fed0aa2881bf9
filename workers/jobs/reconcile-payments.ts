import { bookModelCosts } from "#workers/domain/model/index.ts"
import { payment } from "#workers/domain/payment/index.ts"
import type { Job } from "./job.ts"

export const reconcilePayments: Job = {
  name: "reconcile-payments",
  about: "Compares the payment provider's lists with orders and books, and books fees and model costs",
  async run(ctx) {
    const days = await bookModelCosts(ctx)
    const { checkouts, takenIn, moves, differences } = await payment.reconcile(ctx, {})
    const differ = differences.map(({ subject, what, ours, theirs }) => `; ${subject}: ${what} (${ours} / ${theirs})`).join("")
    return `${checkouts} pages compared, ${takenIn} taken in, ${moves} movements and ${days} days of model costs booked, ${differences.length} differences${differ}`.slice(
      0,
      900,
    )
  },
}
