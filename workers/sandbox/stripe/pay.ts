import { Router, type IRequestStrict } from "itty-router"
import { bodyText } from "../body.ts"
import { choiceOf, choose, findCode } from "./bill.ts"
import { verdictOn, type Verdict } from "./cards.ts"
import { readBuyer, readPayForm, type Fields } from "./pay-form.ts"
import { challengePage, closedPage } from "./pay-notes.ts"
import { payPage } from "./pay-page.ts"
import { localPrice } from "./presentment.ts"
import { answerChallenge, completeFree, locate, payByBank, payByCard } from "./payment.ts"
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
  const show = (session: Session, fields: Fields = {}, faults: Fields = {}, declined: string | null = null, news: string | null = null) => {
    const lines = store.lines.get(session.id) ?? []
    const pictures = store.pictures.get(session.id) ?? []
    const choice = choiceOf(store, session)
    const known = { email: session.customer_email ?? "", ...(choice.country ? { country: choice.country } : {}) }
    const promotion = store.promotions.get(choice.promotion ?? "")
    return payPage({
      merchant,
      session,
      lines,
      pictures,
      code: promotion?.code ?? null,
      local: localPrice(session, choice),
      fields: { ...known, ...fields },
      faults,
      declined,
      news,
    })
  }
  /** A code was typed in or taken off, or the country changed: the page again with the new total, nothing charged. */
  const changed = (session: Session, fields: Fields) => {
    const rest = { ...fields, cvc: "" }
    const located = locate(store, session, fields.country ?? "")
    const now = choiceOf(store, located)
    if (fields.do === "remove")
      return show(choose(store, located, { ...now, promotion: null }), { ...rest, code: "" }, {}, null, "The code was taken off.")
    if (fields.do === "local" || fields.do === "home")
      return show(choose(store, located, { ...now, local: fields.do === "local" }), rest, {}, null, "The currency was changed.")
    if (fields.do !== "apply" || !session.allow_promotion_codes) return show(located, rest, {}, null, "The total is up to date.")
    const found = findCode(store, located, fields.code ?? "")
    if ("fault" in found) return show(located, rest, { code: found.fault })
    return show(choose(store, located, { ...now, promotion: found.promotion.id }), rest, {}, null, "The code was applied.")
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
      if (fields.do && fields.do !== "pay") return changed(session, fields)
      // Enter in the code's field comes as "pay", too. A code that was typed in is looked at before anybody is charged.
      if (fields.code?.trim() && session.allow_promotion_codes) return changed(session, { ...fields, do: "apply" })
      const priced = locate(store, session, fields.country ?? "")
      // Nobody is charged another total than the one on the page that was sent.
      if (fields.shown && fields.shown !== String(priced.amount_total))
        return show(priced, { ...fields, cvc: "" }, {}, null, "The total has changed for your country. Look at it and pay again.")
      if (priced.amount_total === 0) {
        const form = readBuyer(fields)
        if ("faults" in form) return show(priced, fields, form.faults)
        completeFree(store, priced, form.buyer)
        return seeOther(successUrl(priced))
      }
      const form = readPayForm(fields, store.ground.now())
      // The security code is never put back into a page.
      if ("faults" in form) return show(priced, { ...fields, cvc: "" }, form.faults)
      const { buyer, means, number, account } = form.filled
      const attempt = { session: priced, buyer, means }
      if (means.kind === "card") return after(priced, payByCard(store, attempt, verdictOn(number)), { ...fields, cvc: "" })
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
