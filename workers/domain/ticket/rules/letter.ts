import type { OrderStatus } from "#schemas/order.ts"

/** What the shop knows of the order that a question is about. */
export type OrderFacts = { id: string; status: OrderStatus; total: string; files: string[]; placedAt: string }

const files = /\b(?:download|files?|links?|re-?download|lost|expired|receive|received|arrive|arrived|where|when)\b/i
const renewed = /\b(?:expired?|link|lost|again|re-?download|new computer|deleted)\b/i
const money = /\b(?:refund|money back|chargeback|charge back|charged twice|double charged|cancel)\b/i

/** Letters that may be sent about an order in this state, without anybody's decision. */
export function lettersFor({ status }: Pick<OrderFacts, "status">): string[] {
  if (status === "paid") return ["delivery", "links-renewed"]
  if (status === "pending" || status === "processing") return ["eta"]
  return status === "failed" || status === "expired" ? ["payment-failed"] : []
}

/** The letter for a plain question about the order's files or payment; null when the question is another one. */
export function letterFor(question: string, order: Pick<OrderFacts, "status">): string | null {
  if (money.test(question) || !files.test(question)) return null
  const fitting = lettersFor(order)
  return (renewed.test(question) ? fitting.find((id) => id === "links-renewed") : undefined) ?? fitting[0] ?? null
}

export const asksMoney = (question: string): boolean => money.test(question)

/** What a buyer hears when a person takes over. */
export const handoverLetter = (asksForMoney: boolean, order: Pick<OrderFacts, "status"> | null): "refund-review" | "hand-over" =>
  order && asksForMoney ? "refund-review" : "hand-over"

const day = 86_400_000
/** The refund policy's "within one working day", as a date: weekends do not count. */
export function answerBy(now: Date): string {
  const weekday = new Date(now.getTime() + day).getUTCDay()
  const days = weekday === 6 ? 3 : weekday === 0 ? 2 : 1
  return new Date(now.getTime() + days * day).toISOString().slice(0, 10)
}

/** By when the files of an unpaid order come: a card is confirmed the same day, a bank debit in up to a week. Null when that has passed. */
export function filesBy({ status, placedAt }: Pick<OrderFacts, "status" | "placedAt">, now: Date): string | null {
  const by = new Date(Date.parse(placedAt) + (status === "processing" ? 7 : 1) * day)
  return by > now ? by.toISOString().slice(0, 10) : null
}
