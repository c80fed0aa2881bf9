import { order } from "#workers/domain/order/index.ts"
import { refund } from "#workers/domain/refund/index.ts"
import { review } from "#workers/domain/review/index.ts"
import { ticket } from "#workers/domain/ticket/index.ts"
import { agent } from "#workers/context.ts"
import { AppError } from "#workers/errors.ts"
import { seeded } from "#workers/lib/random.ts"
import type { Basket } from "./checkout.ts"
import { refused, type Market } from "./market.ts"
import { clock } from "./still.ts"

export type Bought = { orderId: string; token: string }

const hour = 3_600_000
const questions = [
  "How long do my download links work, and can I download a file again?",
  "Can I print the pages in black and white?",
  "May I use the files for my clients?",
  "Where do I find my files?",
]

/** What a buyer does with what was bought: downloads at once, asks, reviews and asks for the money back later. */
export async function afterwards(market: Market, { page, fit, visitor }: Basket, bought: Bought): Promise<void> {
  const random = seeded("afterwards", market.plan.seed, visitor.id)
  const [downloads, asks, reviews, unhappy] = [random.next(), random.next(), random.next(), random.next()]
  const [question, wait] = [random.pick(questions), random.next()]
  const { world } = market
  if (downloads < 0.95) await download(market, bought)
  const later = (hours: number, what: () => Promise<void>) => market.later.push({ at: clock.time() + Math.round(hours * hour), what })
  if (asks < world.questions) later(1 + 20 * wait, () => ask(market, bought, question))
  // Whoever got something else than was looked for is unhappy more often, and so is who got a weak good.
  const mismatch = Math.max(0, 1 - fit) + Math.max(0, 4.5 - page.scorecard.overall) * 0.3
  if (unhappy < world.refundBase + world.refundMismatch * mismatch) later(4 + 90 * wait, () => moneyBack(market, bought))
  else if (reviews < world.reviews) later(24 + 120 * wait, () => write(market, bought, page.id, fit + 0.2 * random.next()))
}

async function download(market: Market, { orderId, token }: Bought): Promise<void> {
  const seen = await order.view(market.buyer(), { id: orderId, token })
  const [file] = seen.lines.flatMap((line) => line.downloads)
  if (!file) return refused(market, "download", seen.status)
  const reply = await fetch(file.url)
  await reply.body?.cancel()
  if (!reply.ok) return refused(market, "download", String(reply.status))
  market.tally.downloads++
}

async function ask(market: Market, { orderId, token }: Bought, question: string): Promise<void> {
  const { status } = await ticket.ask(market.buyer(), { question, orderId, token })
  market.tally.questions++
  if (status === "answered") market.tally.answeredByDesk++
}

/** The buyer writes; the customer director pays back what the policy allows and nothing else. */
async function moneyBack(market: Market, { orderId, token }: Bought): Promise<void> {
  market.tally.refundsAsked++
  await ticket.ask(market.buyer(), { question: "This is not what I was looking for. I want a refund, please.", orderId, token })
  await refund
    .issue(market.as(agent("cca2")), { orderId, reason: "The buyer asked for it within the refund period." })
    .catch((error: unknown) => {
      if (!(error instanceof AppError)) throw error
      refused(market, "refund.issue", error.code)
    })
}

async function write(market: Market, { orderId, token }: Bought, productId: string, joy: number): Promise<void> {
  const rating = Math.min(5, Math.max(1, Math.round(1.5 + 4 * joy)))
  const text = rating >= 4 ? "It does what the page says, and I use it every week." : "It is tidy, but not quite what I needed."
  await review.write(market.buyer(), { orderId, token, productId, rating, text, author: "A buyer" }).catch((error: unknown) => {
    if (!(error instanceof AppError)) throw error
    refused(market, "review.write", error.code)
  })
  market.tally.reviews++
}
