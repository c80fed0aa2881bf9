import { z } from "zod"
import { holesIn, macros } from "#seeds/macros.ts"
import { TicketReply } from "#schemas/ticket.ts"
import { AppError, invalidField } from "#workers/errors.ts"
import { operation } from "#workers/operation.ts"
import { refuseRefund } from "#workers/domain/refund/index.ts"
import { addReply } from "./add-reply.ts"
import { loadTicket } from "./load.ts"
import { viewReply } from "./view.ts"

/**
 * A person's answer, or the copilot's own letter: written into the thread and mailed once. `after` is how many answers the writer had
 * seen, so a form that is sent twice sends one letter and two people never answer over each other. The letter that refuses a refund
 * decides on it, and is logged so.
 */
export const replyToTicket = operation({
  name: "ticket.reply",
  about: "Answers a question by mail and on its page, with words that began as one of the shop's letters or as one's own.",
  scope: "write",
  approval: "person",
  decision: "support.answer",
  input: z.strictObject({
    id: z.string().max(60),
    after: z.int().min(0).describe("how many answers stood in the thread when this one was written"),
    letter: z.string().max(60).nullable().default(null),
    subject: z.string().trim().min(3, "Say in a few words what it is about.").max(150),
    text: z.string().trim().min(10, "Write an answer of a sentence or more.").max(5000),
    close: z.boolean().default(false).describe("nothing more is awaited from either side"),
  }),
  output: TicketReply,
})(async (ctx, { id, after, letter, subject, text, close }) => {
  if (letter !== null && !macros.has(letter)) throw invalidField("letter", `There is no letter "${letter}".`)
  for (const [field, words] of Object.entries({ subject, text })) {
    const holes = holesIn(words)
    if (holes.length > 0) throw invalidField(field, `Fill in ${holes.map((name) => `{{${name}}}`).join(", ")}: only a person knows that.`)
  }
  const { ticket, replies } = await loadTicket(ctx, id)
  if (after > replies.length) throw invalidField("after", `The thread has ${replies.length} answers.`)
  if (letter === "refund-refused" && !ticket.orderId)
    throw new AppError("refused_by_policy", "This question names no order, so there is no refund to refuse.")
  // Sent twice, it was decided once: the second time the words are already in the thread.
  const first = after === replies.length
  const decided =
    letter === "refund-refused" && first && ticket.orderId ? await refuseRefund(ctx, ticket.orderId, `Answered in ${id}.`) : null
  const given = { position: after + 1, letter, subject, text, status: close ? ("closed" as const) : ("answered" as const) }
  return viewReply(await addReply(ctx, ticket, given, decided ? [decided.write] : []), {})
})
