import { macros, fillMacro } from "#seeds/macros.ts"
import type { ToolCall } from "#schemas/tables/index.ts"
import type { Ctx } from "#workers/context.ts"
import type { Listened } from "#workers/domain/decision/index.ts"
import type { Found } from "#workers/adapters/search/search.ts"
import type { Vault } from "#workers/lib/safe/pii/index.ts"
import { addressesModel } from "#workers/lib/safe/taint.ts"
import { asksMoney, handoverLetter, letterFor, lettersFor } from "./rules/letter.ts"
import { letterValues, type OwnOrder } from "./values.ts"

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
/** What it was made from, for the log: answers of models, what they looked up, and what code did not let through. */
export type Trail = { heard: Listened[]; tools: ToolCall[]; refused: { by: string; problems: string[] }[] }
export const newTrail = (): Trail => ({ heard: [], tools: [], refused: [] })

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
  const id = handoverLetter(asksMoney(asked.question), asked.order?.facts ?? null)
  const answer = await fillLetter(ctx, asked, id)
  if (answer === null) throw new Error(`The letter "${id}" could not be filled.`)
  return { answer, cites: [], handover: true, by: `letter:${id}` }
}

/** A letter with its values; null when one of them is not known. Address and link stand in it as marks of the ticket's vault. */
export async function fillLetter(ctx: Ctx, asked: Asked, id: string): Promise<string | null> {
  try {
    return fillMacro(id, await letterValues(ctx, asked)).text
  } catch (error) {
    if (error instanceof RangeError) return null
    throw error
  }
}
