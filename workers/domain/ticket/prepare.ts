import { z } from "zod"
import { draftMacro, macros } from "#seeds/macros.ts"
import { invalidField } from "#workers/errors.ts"
import { operation } from "#workers/operation.ts"
import { loadTicket } from "./load.ts"
import { suggestedLetter } from "./rules/suggest.ts"
import { letterValues, orderValues, ownOrder } from "./values.ts"

/** A letter for this question as the operator gets it to edit: filled from the order, `{{name}}` where only a person knows. */
export const prepareReply = operation({
  name: "ticket.prepare",
  about: "Fills one of the shop's letters from a question's order, for a person to edit and send.",
  scope: "read",
  approval: "none",
  input: z.strictObject({ id: z.string().max(60), letter: z.string().max(60).optional().describe("id of a letter; none when absent") }),
  output: z.strictObject({
    letters: z.array(z.strictObject({ id: z.string(), when: z.string() })),
    suggested: z.string().nullable(),
    letter: z.string().nullable(),
    subject: z.string(),
    text: z.string(),
    missing: z.array(z.string()).describe("what nobody but a person can fill in"),
  }),
})(async (ctx, { id, letter }) => {
  const { ticket } = await loadTicket(ctx, id)
  const order = ticket.orderId ? await ownOrder(ctx, ticket.orderId) : null
  const letters = [...macros.values()].map(({ id: key, when }) => ({ id: key, when }))
  const suggested = suggestedLetter(ticket.question, order?.facts ?? null)
  const own = { letters, suggested, letter: letter ?? null }
  if (!letter) return { ...own, subject: `Your question to ${ctx.brand.name}`, text: "", missing: [] }
  if (!macros.has(letter)) throw invalidField("letter", `There is no letter "${letter}".`)
  const values = { ...(await letterValues(ctx, { id, order, vault: {} })), ...(order ? await orderValues(ctx, order.orderId) : {}) }
  return { ...own, ...draftMacro(letter, values) }
})
