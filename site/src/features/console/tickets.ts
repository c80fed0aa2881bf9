import type { Shop } from "#workers/domain/index.ts"
import { attempt, textOf, type Failure } from "../form/failure.ts"

type Verbs = { ticket: Pick<Shop["ticket"], "reply" | "readdress" | "reveal"> }
export type TicketOutcome = { step: "done"; location: string } | { step: "shown"; question: string } | { step: "failed"; failure: Failure }

/** What a form of a question's page led to. Each carries how many answers the page showed, so that nothing is sent twice. */
export async function answerTicket(shop: Verbs, id: string, form: FormData): Promise<TicketOutcome> {
  const [what, after] = [textOf(form, "form"), Number(textOf(form, "after"))]
  if (what === "reveal") {
    const shown = await attempt(() => shop.ticket.reveal({ id }))
    return shown.ok ? { step: "shown", question: shown.value.question } : { step: "failed", failure: shown.failure }
  }
  const done = await attempt(() => {
    if (what === "readdress") return shop.ticket.readdress({ id, after, email: textOf(form, "email") })
    const [subject, text, letter] = [textOf(form, "subject"), textOf(form, "text").replaceAll("\r\n", "\n"), textOf(form, "letter")]
    return shop.ticket.reply({ id, after, letter: letter || null, subject, text, close: textOf(form, "close") !== "" })
  })
  return done.ok ? { step: "done", location: `/console/inbox/${id}?done=${what}` } : { step: "failed", failure: done.failure }
}
