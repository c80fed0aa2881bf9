import { z } from "zod"
import { rule } from "#workers/rule.ts"

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

const Instant = z.iso.datetime()

/** What becomes of a question that waits: what it is about, whether the operator hears of it, and whether a checked file can go out at once. */
export const triageRule = rule({
  name: "ticket.triage",
  version: 1,
  about: "Reads what a waiting question is about, warns before its day ends, and sends a checked file where code can mend the matter.",
  decision: "support.answer",
  input: z.strictObject({
    // Not the question itself: the log stays for good, and questions are forgotten after two years.
    damage: z.boolean().describe("the question reports a file that is damaged"),
    wrong: z.boolean().describe("the question reports another file than the one that was bought"),
    known: z.string().nullable().describe("the intent that was read before"),
    similarities: z.array(z.number()).describe("to the examples, in their order; empty when it was read before"),
    createdAt: Instant,
    escalatedAt: Instant.nullable(),
    breachedAt: Instant.nullable(),
    now: Instant,
    files: z.array(z.strictObject({ name: z.string(), whole: z.boolean() })).describe("of the order, as they lie in the store"),
    newer: z.array(z.string()).describe("files of a later edition than the buyer's"),
  }),
  output: z.strictObject({
    intent: z.string(),
    verdict: z.enum(["fine", "escalate", "breach"]),
    act: z.enum(["wait", "fresh-copy", "right-file", "alarm"]),
    why: z.string(),
  }),
  decide({ damage, wrong, known, similarities, createdAt, escalatedAt, breachedAt, now, files, newer }) {
    const at = (iso: string | null) => (iso === null ? null : new Date(iso))
    const waiting = { createdAt: new Date(createdAt), escalatedAt: at(escalatedAt), breachedAt: at(breachedAt) }
    const own = { intent: known ?? intentOf(similarities), verdict: verdictOf(waiting, new Date(now)) }
    const damaged = files.filter(({ whole }) => !whole).map(({ name }) => name)
    if (known === null && damaged.length > 0)
      return { ...own, act: "alarm" as const, why: `${damaged.join(", ")} in the store is not what was sold.` }
    if (known === null && newer.length > 0 && wrong)
      return { ...own, act: "right-file" as const, why: `The good is sold in a later edition now: ${newer.join(", ")}.` }
    if (known === null && files.length > 0 && damage)
      return { ...own, act: "fresh-copy" as const, why: "Every file in the store has the checksum that was sold." }
    const told = { fine: "It has time.", escalate: "Its day ends soon.", breach: "It has waited longer than a day." }
    return { ...own, act: "wait" as const, why: `It is about ${own.intent}. ${told[own.verdict]}` }
  },
  says: (_input, { intent, act, why }) => `Read as ${intent}; ${act === "wait" ? "a person answers" : `the shop acts (${act})`}. ${why}`,
  mattered: ({ createdAt, files, newer }, { intent, verdict }) => ({
    about: intent,
    asked: createdAt,
    time: verdict,
    "files in the store": files.length === 0 ? "not looked at" : `${files.filter(({ whole }) => whole).length} of ${files.length} whole`,
    "later edition": newer.length > 0 ? newer.join(", ") : "none",
  }),
})
