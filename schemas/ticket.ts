import { z } from "zod"

/** A support question and what came back: an answer with its sources, or a person's promise. */
export const TicketAnswer = z.strictObject({
  id: z.string(),
  status: z.enum(["answered", "waiting"]),
  answer: z.string(),
  cites: z.array(z.strictObject({ id: z.string(), title: z.string(), url: z.string() })),
  handover: z.boolean(),
  answeredBy: z.string(),
  url: z.url().describe("the question's own page, where every later answer stands too"),
})
export type TicketAnswer = z.infer<typeof TicketAnswer>

/** One answer that was written later: by a person, or by the shop itself with one of its letters. */
export const TicketReply = z
  .strictObject({
    position: z.int().min(1),
    subject: z.string(),
    text: z.string(),
    letter: z.string().nullable(),
    author: z.string(),
    byPerson: z.boolean(),
    createdAt: z.iso.datetime(),
    sentAt: z.iso.datetime().nullable(),
    unsent: z.string().nullable().describe("why it was not mailed"),
  })
  .meta({ id: "TicketReply" })
export type TicketReply = z.infer<typeof TicketReply>

/** A question with all its answers. */
export const TicketThread = z
  .strictObject({
    id: z.string(),
    status: z.enum(["answered", "waiting", "closed"]),
    question: z.string(),
    answer: z.string(),
    answeredBy: z.string(),
    intent: z.string().nullable(),
    email: z.string().nullable(),
    orderId: z.string().nullable(),
    createdAt: z.iso.datetime(),
    replies: z.array(TicketReply),
  })
  .meta({ id: "TicketThread" })
export type TicketThread = z.infer<typeof TicketThread>
