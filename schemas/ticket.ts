import { z } from "zod"

/** A support question and what came back: an answer with its sources, or a person's promise. */
export const TicketAnswer = z.strictObject({
  id: z.string(),
  status: z.enum(["answered", "waiting"]),
  answer: z.string(),
  cites: z.array(z.strictObject({ id: z.string(), title: z.string(), url: z.string() })),
  handover: z.boolean(),
  answeredBy: z.string(),
})
export type TicketAnswer = z.infer<typeof TicketAnswer>
