import { asksMoney, letterFor, type OrderFacts } from "./letter.ts"

const damaged =
  /\b(?:corrupt\w*|damaged|broken|unreadable|(?:does|do|will|would|can) ?n[o']?t open|(?:cannot|can't|could not|couldn't|won't|doesn't|don't) (?:be )?open\w*|not open|fails? to open|invalid zip)\b/i
const wrong =
  /\b(?:wrong (?:file|files|product|download|planner|workbook|guide)|(?:other|another|different) (?:file|product|planner|workbook|guide) than|not the (?:file|product|one) (?:that )?i (?:bought|ordered))\b/i
const address =
  /\b(?:wrong|typo|mistyped|new|change|another)\b.{0,40}\b(?:e-?mail|address)\b|\b(?:e-?mail|address)\b.{0,40}\b(?:wrong|typo|mistyped|changed?)\b/i

export const reportsDamage = (question: string): boolean => damaged.test(question) && !wrong.test(question)
export const reportsWrongFile = (question: string): boolean => wrong.test(question)

/** The letter that an operator most likely wants for a question; null when none fits. Choosing is the operator's. */
export function suggestedLetter(question: string, order: OrderFacts | null): string | null {
  if (!order) return null
  if (reportsWrongFile(question)) return "wrong-file"
  if (reportsDamage(question)) return "damaged-file"
  if (address.test(question)) return "email-changed"
  // A refund is decided on the order's page; its letter goes out by itself.
  if (asksMoney(question)) return null
  return letterFor(question, order)
}
