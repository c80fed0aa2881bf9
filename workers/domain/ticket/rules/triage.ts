const hour = 3_600_000
/** The promise of the refund policy: a person's answer within a working day. */
export const resolveWithinMs = 24 * hour
/** The operator hears of a question while there is still time for it. */
export const warnBeforeMs = 4 * hour

export type Waiting = { createdAt: Date; escalatedAt: Date | null; breachedAt: Date | null }
export type Verdict = "fine" | "escalate" | "breach"

/** What is to be told about a waiting question now. Each is told once. */
export function verdictOf({ createdAt, escalatedAt, breachedAt }: Waiting, now: Date): Verdict {
  const age = now.getTime() - createdAt.getTime()
  if (age >= resolveWithinMs) return breachedAt ? "fine" : "breach"
  return age >= resolveWithinMs - warnBeforeMs && !escalatedAt ? "escalate" : "fine"
}

/** What questions are about, with words as askers use them; the nearest one is the intent. */
export const intents = {
  refund: "I want my money back. Please refund my order. I was charged twice. Cancel my purchase.",
  delivery: "Where are my files? The download link does not work or has expired. I did not receive my purchase.",
  payment: "My card was declined. The payment failed. Which payment methods can I use? Invoice and tax.",
  technical: "The file does not open. The workbook shows an error. How do I use it with my software?",
  licence: "May I share this or use it commercially? Licence for my team or my company.",
  product: "What is inside this product? Which size, format or language does it have before I buy?",
  privacy: "Delete my data. Which personal data do you keep? Unsubscribe me.",
} as const
export type Intent = keyof typeof intents | "other"

/** The nearest intent, or `other` when none is near. `similarities` in the order of `intents`. */
export function intentOf(similarities: readonly number[]): Intent {
  const names = Object.keys(intents) as (keyof typeof intents)[]
  const best = similarities.reduce((top, value, at) => (value > (similarities[top] ?? -1) ? at : top), 0)
  return (similarities[best] ?? 0) >= 0.2 ? (names[best] ?? "other") : "other"
}
