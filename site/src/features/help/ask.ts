import { attempt, textOf } from "#site/src/features/form/failure.ts"

/** Sends a question. A visitor who ticks "I want a person" says so in words that the handover policy knows. */
export function askHelp(shop: App.Locals["shop"], form: FormData) {
  const question = textOf(form, "question")
  const wantsPerson = textOf(form, "person") !== "" && question !== ""
  const optional = (["email", "orderId", "token"] as const).flatMap((name) => {
    const value = textOf(form, name)
    return value === "" ? [] : [[name, value] as const]
  })
  return attempt(() =>
    shop.ticket.ask({ question: wantsPerson ? `${question}\n\nI want to talk to a person.` : question, ...Object.fromEntries(optional) }),
  )
}
