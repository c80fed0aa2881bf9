import { attempt, textOf } from "#site/src/features/form/failure.ts"

/** Sends a question; a visitor who ticks "I want a person" gets one. Empty fields are left out. */
export function askHelp(shop: App.Locals["shop"], form: FormData) {
  const optional = (["email", "orderId", "token"] as const).flatMap((name) => {
    const value = textOf(form, name)
    return value === "" ? [] : [[name, value] as const]
  })
  return attempt(() =>
    shop.ticket.ask({ question: textOf(form, "question"), person: textOf(form, "person") !== "", ...Object.fromEntries(optional) }),
  )
}
