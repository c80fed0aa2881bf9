import type { HandoverPolicy } from "#schemas/policy.ts"
import { clip, sentencesOf, series, stemsOf, wordsOf } from "#workers/lib/text.ts"
import type { PromptInput, PromptOutput } from "../model.ts"
import { plainLine } from "./clean.ts"

type Answer = PromptOutput<"support.answer">
type Order = NonNullable<PromptInput<"support.answer">["order"]>

const says = (text: string, phrase: string): boolean => ` ${wordsOf(text).join(" ")} `.includes(` ${wordsOf(phrase).join(" ")} `)

const chatter = new Set(
  stemsOf(
    "hello hi please thanks thank can could would do does did is are am how what when where why which who i me my mine we our have has had get got need want know tell about this that these those there it its any some if",
  ),
)
const content = (text: string): string[] => [...new Set(stemsOf(text))].filter((stem) => !chatter.has(stem) && stem.length > 1)

/** What the order itself can answer: where the files are, whether it was paid, what it cost. */
function fromOrder(question: string, order: Order): string | undefined {
  const files = order.files.length === 0 ? "" : ` It holds ${series(order.files.map((file) => plainLine(file)))}.`
  const paid = /paid|fulfilled|delivered|complete/i.test(order.status)
  if (/\b(?:download|file|files|link|links|again|re-?download|lost|expired|receive|received|arrive|arrived|where)\b/i.test(question)) {
    const how = paid
      ? "You can download the files again from the order page as often as you need; opening that page makes fresh links."
      : "The files appear on the order page as soon as the payment has gone through."
    return `Order ${order.id} is ${order.status}.${files} ${how}`
  }
  if (/\b(?:status|order|paid|payment|charged|receipt|invoice|total|cost)\b/i.test(question)) {
    return `Order ${order.id} of ${order.placedAt.slice(0, 10)} is ${order.status}; the total was ${order.total}.${files}`
  }
  return undefined
}

/** The sentences that share most with the question, from at most two passages, in their own order. */
function extract(question: string, passages: PromptInput<"support.answer">["passages"]): { text: string; cites: string[] } | undefined {
  const wanted = content(question)
  if (wanted.length === 0) return undefined
  const scored = passages.flatMap(({ id, title, text }, rank) => {
    const heading = new Set(stemsOf(title))
    return sentencesOf(text).map((line, place) => {
      const stems = new Set(stemsOf(line))
      const hits =
        wanted.filter((stem) => stems.has(stem)).length + 0.5 * wanted.filter((stem) => !stems.has(stem) && heading.has(stem)).length
      return { id, line: plainLine(line), rank, place, share: hits / wanted.length }
    })
  })
  const best = scored.filter(({ line }) => line.length > 15).sort((a, b) => b.share - a.share || a.rank - b.rank || a.place - b.place)
  const top = best[0]
  if (!top || top.share < 0.34 || (wanted.length > 2 && top.share * wanted.length < 1.5)) return undefined
  const ids = [...new Set(best.filter(({ share }) => share >= 0.75 * top.share).map(({ id }) => id))].slice(0, 2)
  const near = scored.filter(
    ({ id, share, place }) => ids.includes(id) && (share >= 0.5 * top.share || (id === top.id && place === top.place + 1)),
  )
  const kept = near.sort((a, b) => ids.indexOf(a.id) - ids.indexOf(b.id) || a.place - b.place).slice(0, 4)
  return {
    text: kept.map(({ line }) => (/[.!?]$/.test(line) ? line : `${line}.`)).join(" "),
    cites: ids.filter((id) => kept.some((each) => each.id === id)),
  }
}

/** When a question goes to a person at once, and what is said when the texts hold no answer. */
export type Handover = Pick<HandoverPolicy, "cases" | "otherwise">

/** Answers from the order and the passages in their own words, or hands over; it never promises anything of its own. */
export function answer({ question, passages, order }: PromptInput<"support.answer">, handover: Handover): Answer {
  const escalate = handover.cases.find(({ terms }) => terms.some((term) => says(question, term)))
  if (escalate) return { answer: escalate.answer, cites: [], handover: true }
  const own = order ? fromOrder(question, order) : undefined
  const found = extract(question, passages)
  if (!own && !found) return { answer: handover.otherwise, cites: [], handover: true }
  return { answer: clip([own, found?.text].filter(Boolean).join(" "), 1400), cites: found?.cites ?? [], handover: false }
}
