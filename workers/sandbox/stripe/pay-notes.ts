import { html, price, webPage } from "../page.ts"
import type { Session } from "./session-object.ts"

/** The question that the cardholder's bank asks. */
export function challengePage(session: Session, merchant: string): Promise<Response> {
  const total = price(session.amount_total ?? 0, session.currency ?? "usd")
  const body = html`<main class="note">
    <h1>Confirm your payment</h1>
    <p>Your bank asks whether you want to pay <strong>${merchant}</strong> <strong>${total}</strong>.</p>
    <p class="small">3-D Secure test page. A real bank would ask for a code or its app here.</p>
    <form method="post" action="/pay/${session.id}/challenge" class="answers">
      <button name="answer" value="complete">Complete authentication</button>
      <button name="answer" value="fail" class="quiet">Fail authentication</button>
    </form>
  </main>`
  return webPage("Confirm your payment", body, 200, "pay")
}

/** What a session that can no longer be paid shows. */
export function closedPage(session: Session | null, merchant: string): Promise<Response> {
  if (!session) {
    const missing = html`<main class="note">
      <h1>There is no such payment page</h1>
      <p>Check the address, or start again in the shop.</p>
    </main>`
    return webPage("No such payment page", missing, 404, "pay")
  }
  if (session.status === "complete") {
    const back = session.success_url?.replaceAll("{CHECKOUT_SESSION_ID}", session.id)
    const paid = html`<main class="note">
      <h1>This order is already paid</h1>
      <p>You paid ${price(session.amount_total ?? 0, session.currency ?? "usd")} to ${merchant}. It will not be taken twice.</p>
      ${back ? html`<p><a class="button" href="${back}">Go to your order</a></p>` : ""}
    </main>`
    return webPage("Already paid", paid, 200, "pay")
  }
  const expired = html`<main class="note">
    <h1>This payment page has expired</h1>
    <p>Nothing was charged. Go back to ${merchant} and check out again; your cart may still be there.</p>
    ${session.cancel_url ? html`<p><a class="button" href="${session.cancel_url}">Back to ${merchant}</a></p>` : ""}
  </main>`
  return webPage("Payment page expired", expired, 410, "pay")
}
