import { Router, type IRequestStrict } from "itty-router"
import { bodyText } from "../body.ts"
import { verdictOn, type Verdict } from "./cards.ts"
import { readPayForm, type Fields } from "./pay-form.ts"
import { challengePage, closedPage } from "./pay-notes.ts"
import { payPage } from "./pay-page.ts"
import { answerChallenge, payByBank, payByCard } from "./payment.ts"
import type { Session } from "./session-object.ts"
import { getSession } from "./sessions.ts"
import type { StripeStore } from "./store.ts"

const seeOther = (location: string) => new Response(null, { status: 303, headers: { location } })
const successUrl = (session: Session) => (session.success_url ?? "/").replaceAll("{CHECKOUT_SESSION_ID}", session.id)

/** The pages that a shopper's browser sees. */
export function payRoutes(store: StripeStore) {
  const merchant = store.ground.vars.MERCHANT ?? "the shop"
  const find = (request: IRequestStrict): Session | null => {
    const id = request.params.id ?? ""
    return store.sessions.get(id) && getSession(store, id)
  }
  const show = (session: Session, fields: Fields = {}, faults: Fields = {}, declined: string | null = null) => {
    const lines = store.lines.get(session.id) ?? []
    const pictures = store.pictures.get(session.id) ?? []
    return payPage({ merchant, session, lines, pictures, fields: { email: session.customer_email ?? "", ...fields }, faults, declined })
  }
  const after = (session: Session, verdict: Verdict, fields: Fields) => {
    if (verdict.kind === "challenge") return seeOther(`/pay/${session.id}/challenge`)
    if (verdict.kind === "declined") return show(session, fields, {}, verdict.message)
    return seeOther(successUrl(session))
  }
  return Router<IRequestStrict>({ base: "/pay" })
    .get("/:id", (request) => {
      const session = find(request)
      return session?.status === "open" ? show(session) : closedPage(session, merchant)
    })
    .post("/:id", async (request) => {
      const fields = await textFields(request)
      const session = find(request)
      // A second click on "Pay" finds the order paid: on to the shop, not to an error.
      if (session?.status === "complete") return seeOther(successUrl(session))
      if (session?.status !== "open") return closedPage(session, merchant)
      const form = readPayForm(fields, store.ground.now())
      // The security code is never put back into a page.
      if ("faults" in form) return show(session, { ...fields, cvc: "" }, form.faults)
      const { buyer, means, number, account } = form.filled
      const attempt = { session, buyer, means }
      if (means.kind === "card") return after(session, payByCard(store, attempt, verdictOn(number)), { ...fields, cvc: "" })
      payByBank(store, attempt, account === failingAccount ? "fails" : "succeeds")
      return seeOther(successUrl(session))
    })
    .get("/:id/challenge", (request) => {
      const session = find(request)
      const asked = session?.status === "open" && store.challenges.get(session.id)
      return session && asked ? challengePage(session, merchant) : closedPage(session, merchant)
    })
    .post("/:id/challenge", async (request) => {
      const { answer } = await textFields(request)
      const session = find(request)
      const pending = session?.status === "open" ? store.challenges.get(session.id) : null
      if (session?.status === "complete") return seeOther(successUrl(session))
      if (!session || !pending) return closedPage(session, merchant)
      const { email, name, country } = pending.buyer
      return after(session, answerChallenge(store, session, pending, answer === "complete"), { email, name, country })
    })
}

/** Stripe's test account that is closed when the debit arrives. */
const failingAccount = "000111111113"

async function textFields(request: Request): Promise<Fields> {
  return Object.fromEntries(new URLSearchParams(await bodyText(request)))
}
