import { macros, fillMacro } from "#seeds/macros.ts"
import type { Ctx } from "#workers/context.ts"
import type { Found } from "#workers/adapters/search/search.ts"
import { formatMoney } from "#workers/lib/money.ts"
import type { Vault } from "#workers/lib/safe/pii/index.ts"
import { addressesModel } from "#workers/lib/safe/taint.ts"
import { series } from "#workers/lib/text.ts"
import { loadOrder, orderNumber, orderUrl } from "#workers/domain/order/index.ts"
import { answerBy, filesBy, handoverLetter, letterFor, lettersFor, type OrderFacts } from "./rules/letter.ts"

/** The order of whoever asks, and how its owner is reached; only `facts` may be shown to a model. */
export type OwnOrder = { orderId: string; email: string | null; facts: OrderFacts }

/** A question on its way: without personal data, with what was found for it. `vault` is filled with what a letter must not carry in the open. */
export type Asked = {
  id: string
  question: string
  found: readonly Found[]
  order: OwnOrder | null
  subject: string
  vault: Vault
}
export type Written = { answer: string; cites: readonly Pick<Found, "id" | "title" | "url">[]; handover: boolean; by: string }

export async function ownOrder(ctx: Ctx, orderId: string): Promise<OwnOrder> {
  const { order, lines } = await loadOrder(ctx, orderId)
  return {
    orderId,
    email: order.email,
    facts: {
      id: orderNumber(order.number),
      status: order.status,
      total: formatMoney({ amount: order.total, currency: order.currency }),
      files: lines.map(({ title }) => title),
      placedAt: order.placedAt.toISOString(),
    },
  }
}

/** The shop's own texts for a question. Pages that briefs refer to are in the same index, and are strangers' words: no buyer is answered with them. */
export async function findTexts(ctx: Ctx, words: string, limit: number): Promise<Found[]> {
  const found = await ctx.search.find(words, { limit, sources: ["faq", "policy:", "product:"] })
  return found.filter(({ text }) => !addressesModel(text))
}

/** The letters that fit the asker's order, with when each is right. */
export const openLetters = ({ order }: Asked) =>
  order ? lettersFor(order.facts).flatMap((id) => [{ id, when: macros.get(id)?.when ?? "" }]) : []

/** A plain question about the own order, answered by one of the shop's letters; null when none fits or a value is not known. */
export async function letterAnswer(ctx: Ctx, asked: Asked): Promise<Written | null> {
  const id = asked.order && letterFor(asked.question, asked.order.facts)
  const text = id ? await fillLetter(ctx, asked, id) : null
  return text === null ? null : { answer: text, cites: [], handover: false, by: `letter:${id}` }
}

/** What the asker hears when a person takes over. */
export async function handOver(ctx: Ctx, asked: Asked): Promise<Written> {
  const id = handoverLetter(asked.question, asked.order?.facts ?? null)
  const answer = await fillLetter(ctx, asked, id)
  if (answer === null) throw new Error(`The letter "${id}" could not be filled.`)
  return { answer, cites: [], handover: true, by: `letter:${id}` }
}

/** A letter with its values; null when one of them is not known. Address and link stand in it as marks of the ticket's vault. */
export async function fillLetter(ctx: Ctx, { id: ticketId, order, vault }: Asked, id: string): Promise<string | null> {
  const { facts } = order ?? {}
  if (order) vault["[LINK_0]"] = await orderUrl(ctx, order.orderId)
  if (order?.email) vault["[MAIL_0]"] = order.email
  const values = {
    // An order has no name, so nobody is called by a wrong one.
    name: "and thank you for writing",
    shop: ctx.brand.name,
    ticketId,
    answerBy: answerBy(ctx.now()),
    ...(order ? { orderUrl: "[LINK_0]", checkoutUrl: "[LINK_0]" } : {}),
    ...(order?.email ? { email: "[MAIL_0]" } : {}),
    ...(facts ? { orderId: facts.id, status: facts.status, product: series(facts.files), eta: filesBy(facts, ctx.now()) ?? "" } : {}),
  }
  try {
    return fillMacro(id, values).text
  } catch (error) {
    if (error instanceof RangeError) return null
    throw error
  }
}
