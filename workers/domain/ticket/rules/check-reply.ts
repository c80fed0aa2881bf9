import { addressesModel } from "#workers/lib/safe/taint.ts"
import { sentencesOf } from "#workers/lib/text.ts"

type Reply = { answer: string; cites: readonly string[]; handover: boolean }
/** What was looked up: the texts that an answer may rest on, and the ids that it may cite. */
export type Ground = { texts: readonly string[]; ids: readonly string[]; order: boolean }

/** What only a person or a policy may say. */
const promises = [
  /\b(?:i|we)(?:['’](?:ve|ll|re|d|m))?\b.{0,60}\b(?:refund|reimburs|compensat|credit|give you .{0,20}back|return(?:ed|ing)? (?:the|your) (?:money|price|payment))/i,
  /\b(?:refund|money|payment|charge)s?\b.{0,50}\b(?:approved|issued|processed|granted|guaranteed|on (?:its|the) way|twice|doubled|reversed|returned|sent back)\b/i,
  /\byou(?:['’]ll| will| are going to)? (?:get|receive|have|be)\b.{0,40}\b(?:refund|money back|your money|reimbursed|compensated)/i,
  /\b(?:discount|coupon|voucher|gift card|free of charge|for free|at no cost)\b|\d ?% off\b/i,
  /\b(?:guarantee|promise)\b/i,
]
const plain = (text: string): string =>
  text
    .toLowerCase()
    .replaceAll("’", "'")
    .replace(/[^\p{L}\p{N}%]+/gu, " ")
    .trim()

/**
 * Judges what a model wrote to a buyer, by code alone; empty when it may be sent. A sentence that stands word for word in what was looked up may
 * promise what the shop's own text promises; every number, address and citation must have been looked up.
 */
export function problemsOf({ answer, cites, handover }: Reply, { texts, ids, order }: Ground): string[] {
  const ground = ` ${plain(texts.join("\n"))} `
  const raw = texts.join("\n").toLowerCase()
  const own = sentencesOf(answer).filter((line) => !ground.includes(` ${plain(line)} `))
  const promised = own.filter((line) => promises.some((promise) => promise.test(line)))
  const numbers = (answer.match(/\d[\d.,:]*\d|\d/g) ?? []).filter((number) => !raw.includes(number))
  const addresses = (answer.match(/https?:\/\/[^\s)]+|www\.[^\s)]+|[\w.+-]+@[\w.-]+\.\w+/gi) ?? []).filter(
    (one) => !raw.includes(one.toLowerCase().replace(/[.,;]$/, "")),
  )
  const unknown = cites.filter((id) => !ids.includes(id))
  return [
    ...promised.map((line) => `Only a person may promise this: "${line}"`),
    ...(numbers.length > 0 ? [`These numbers were not looked up: ${numbers.join(", ")}`] : []),
    ...(addresses.length > 0 ? [`These addresses were not looked up: ${addresses.join(", ")}`] : []),
    ...(unknown.length > 0 ? [`There is no passage ${unknown.join(", ")}`] : []),
    ...(!handover && cites.length === 0 && !order ? ["Cite a passage, or hand over"] : []),
    ...(addressesModel(answer) ? ["The answer speaks to a model, not to a buyer"] : []),
  ]
}
