import type Stripe from "stripe"
import { html, price, webPage, type Markup } from "../page.ts"
import type { Fields } from "./pay-form.ts"
import type { Session } from "./session-object.ts"

export type PayView = {
  merchant: string
  session: Session
  lines: Stripe.LineItem[]
  pictures: (string | null)[]
  fields: Fields
  faults: Fields
  declined: string | null
  /** What has just changed, said above the form. */
  news: string | null
  /** The promotion code that is taken off. */
  code: string | null
  /** The total in the buyer's own currency, where that is offered. */
  local: { amount: number; currency: string } | null
}

/** The hosted payment page. Works with scripts off: which fields show is decided by CSS, which are wrong by the server. */
export function payPage(view: PayView): Promise<Response> {
  const { merchant, session, faults, declined } = view
  const currency = session.currency ?? "usd"
  const total = price(session.amount_total ?? 0, currency)
  const { presentment_amount: asked, presentment_currency } = session.presentment_details ?? {}
  const due = asked !== undefined && presentment_currency ? price(asked, presentment_currency) : total
  const status = declined ? 402 : Object.keys(faults).length ? 422 : 200
  const body = html`<main class="checkout">
    <section class="summary" aria-label="Your order">
      ${session.cancel_url ? html`<a class="back" href="${session.cancel_url}"><span aria-hidden="true">←</span> Back to ${merchant}</a>` : ""}
      <h1><span>Pay ${merchant}</span> <strong>${total}</strong></h1>
      <ul>
        ${view.lines.map((line, n) => lineRow(line, view.pictures[n] ?? null))}
      </ul>
      <dl>
        <dt>Subtotal</dt>
        <dd>${price(session.amount_subtotal ?? 0, currency)}</dd>
        ${billRows(view, currency)}
        <dt>Total due</dt>
        <dd><strong>${total}</strong></dd>
        ${
          due === total
            ? ""
            : html`<dt>You pay</dt>
                <dd><strong>${due}</strong></dd>`
        }
      </dl>
    </section>
    <section class="payment">
      <form method="post" action="/pay/${session.id}" novalidate>
        ${problems(faults, declined)} ${view.news ? html`<div class="news" role="status">${view.news}</div>` : ""}
        <input type="hidden" name="shown" value="${String(session.amount_total ?? 0)}" />
        <button class="unseen" name="do" value="pay" tabindex="-1" aria-hidden="true">Pay</button>
        ${session.allow_promotion_codes ? codeField(view) : ""}
        <h2>Contact</h2>
        ${field(view, { name: "email", label: "E-mail", type: "email", autocomplete: "email", hint: "Your files and receipt go here." })}
        ${
          session.amount_total === 0
            ? ""
            : html`<h2>Payment method</h2>
                ${methods(view)}`
        }
        ${field(view, { name: "name", label: "Account holder's name", autocomplete: "cc-name" })} ${countryField(view)}
        <button name="do" value="pay">${session.amount_total === 0 ? "Complete order" : html`Pay ${due}`}</button>
        <p class="small">Nothing is charged: this page stands in for the payment provider.</p>
      </form>
      ${testCards()}
    </section>
  </main>`
  return webPage(`Pay ${merchant}`, body, status, "pay")
}

function lineRow(line: Stripe.LineItem, picture: string | null): Markup {
  const each = line.price?.unit_amount ?? 0
  return html`<li>
    ${picture ? html`<img src="${picture}" alt="" width="64" height="64" />` : html`<span class="no-image" aria-hidden="true"></span>`}
    <span>${line.description}${(line.quantity ?? 1) > 1 ? html`<small>${line.quantity} × ${price(each, line.currency)}</small>` : ""}</span>
    <span>${price(line.amount_subtotal, line.currency)}</span>
  </li>`
}

function billRows({ session, code }: PayView, currency: string): Markup {
  const { amount_discount = 0, amount_tax = 0 } = session.total_details ?? {}
  const pending = session.automatic_tax.status === "requires_location_inputs"
  return html`${
    amount_discount > 0
      ? html`<dt>Discount ${code ? html`<code>${code}</code>` : ""}</dt>
          <dd>−${price(amount_discount, currency)}</dd>`
      : ""
  }${
    session.automatic_tax.enabled
      ? html`<dt>Tax</dt>
          <dd>${pending ? "by country, below" : price(amount_tax, currency)}</dd>`
      : ""
  }`
}

function codeField(view: PayView): Markup {
  if (view.code)
    return html`<div class="code">
      <span>Promotion code <code>${view.code}</code> is applied.</span>
      <button name="do" value="remove" class="quiet" formnovalidate>Remove</button>
    </div>`
  return html`<div class="code">
    ${field(view, { name: "code", label: "Promotion code" })}
    <button name="do" value="apply" class="quiet" formnovalidate>Apply</button>
  </div>`
}

function problems(faults: Fields, declined: string | null): Markup | string {
  const names = Object.entries(faults)
  if (declined) return html`<div class="problem" role="alert"><strong>The payment did not go through.</strong> ${declined}</div>`
  if (!names.length) return ""
  return html`<div class="problem" role="alert">
    <strong>Check ${names.length === 1 ? "one field" : `${names.length} fields`}.</strong>
    <ul>
      ${names.map(([name, fault]) => html`<li><a href="#${name}">${fault}</a></li>`)}
    </ul>
  </div>`
}

type FieldSpec = {
  name: string
  label: string
  type?: string
  autocomplete?: string
  placeholder?: string
  numeric?: boolean
  hint?: string
}

function field({ fields, faults }: PayView, spec: FieldSpec): Markup {
  const { name, label, type = "text", autocomplete = "off", placeholder = "", numeric, hint } = spec
  const fault = faults[name]
  const described = [fault && `${name}-fault`, hint && `${name}-hint`].filter(Boolean).join(" ")
  return html`<div class="field ${fault ? "wrong" : ""}">
    <label for="${name}">${label}</label>
    <input
      id="${name}"
      name="${name}"
      type="${type}"
      value="${fields[name] ?? ""}"
      autocomplete="${autocomplete}"
      placeholder="${placeholder}"
      inputmode="${numeric ? "numeric" : type === "email" ? "email" : "text"}"
      aria-describedby="${described}"
      aria-invalid="${fault ? "true" : "false"}"
    />
    ${hint ? html`<p class="hint" id="${name}-hint">${hint}</p>` : ""}
    ${fault ? html`<p class="fault" id="${name}-fault">${fault}</p>` : ""}
  </div>`
}

function methods(view: PayView): Markup {
  const bank = view.fields.method === "us_bank_account"
  return html`<fieldset class="methods">
    <legend class="unseen">Payment method</legend>
    <div class="method">
      <label class="choice"><input type="radio" name="method" value="card" ${bank ? "" : "checked"} /> Card</label>
      <div class="details">
        ${field(view, { name: "number", label: "Card number", autocomplete: "cc-number", placeholder: "1234 1234 1234 1234", numeric: true })}
        <div class="pair">
          ${field(view, { name: "expiry", label: "Expiry date", autocomplete: "cc-exp", placeholder: "MM / YY", numeric: true })}
          ${field(view, { name: "cvc", label: "Security code", autocomplete: "cc-csc", placeholder: "123", numeric: true })}
        </div>
      </div>
    </div>
    <div class="method">
      <label class="choice"
        ><input type="radio" name="method" value="us_bank_account" ${bank ? "checked" : ""} /> Bank debit (US), settles later</label
      >
      <div class="details">
        ${field(view, { name: "routing", label: "Routing number", placeholder: "110000000", numeric: true })}
        ${field(view, { name: "account", label: "Account number", placeholder: "000123456789", numeric: true })}
      </div>
    </div>
  </fieldset>`
}

const countries = ["US", "GB", "DE", "FR", "NL", "ES", "IT", "SE", "CA", "AU", "NZ", "IE", "IN", "JP", "BR"]
const countryName = new Intl.DisplayNames("en", { type: "region" })

/** Stripe's Adaptive Pricing: the rate holds until the page is paid, and the buyer may always take the shop's own currency. */
function currencyChoice(session: Session, local: PayView["local"]): Markup | string {
  if (!local) return ""
  if (session.presentment_details)
    return html`<p class="small">
        1.00 ${(session.currency ?? "usd").toUpperCase()} is ${rate(session, local)} ${local.currency.toUpperCase()}, conversion included.
      </p>
      <button name="do" value="home" class="quiet" formnovalidate>Pay in ${(session.currency ?? "usd").toUpperCase()} instead</button>`
  return html`<button name="do" value="local" class="quiet" formnovalidate>Pay ${price(local.amount, local.currency)} instead</button>`
}

const rate = (session: Session, local: { amount: number; currency: string }) =>
  ((local.amount / (local.currency === "jpy" ? 1 : 100) / (session.amount_total ?? 1)) * (session.currency === "jpy" ? 1 : 100)).toFixed(4)

function countryField({ fields, faults, session, local }: PayView): Markup {
  const chosen = fields.country ?? "US"
  return html`<div class="field ${faults.country ? "wrong" : ""}">
    <label for="country">Country or region</label>
    <select id="country" name="country" autocomplete="country">
      ${countries.map((code) => html`<option value="${code}" ${code === chosen ? "selected" : ""}>${countryName.of(code)}</option>`)}
    </select>
    ${
      session.automatic_tax.enabled || session.adaptive_pricing?.enabled
        ? html`<button name="do" value="update" class="quiet" formnovalidate>
            ${session.automatic_tax.enabled ? "Update the tax" : "Show my currency"}
          </button>`
        : ""
    }
    ${currencyChoice(session, local)}
  </div>`
}

function testCards(): Markup {
  const cards = [
    ["4242 4242 4242 4242", "is paid"],
    ["4000 0025 0000 3155", "asks 3-D Secure"],
    ["4000 0000 0000 0002", "is declined"],
    ["4000 0000 0000 9995", "has no funds"],
    ["4000 0000 0000 0259", "is paid, then disputed as fraud"],
    ["4000 0000 0000 2685", "is paid, then disputed as not received"],
    ["4000 0000 0000 7726", "is paid; a refund comes later"],
    ["4000 0000 0000 5126", "is paid; a refund bounces"],
  ]
  return html`<details class="cards">
    <summary>Test cards</summary>
    <table>
      ${cards.map(
        ([number, what]) =>
          html`<tr>
            <td><code>${number}</code></td>
            <td>${what}</td>
          </tr>`,
      )}
    </table>
    <p class="small">
      Any future date, any 3 digits. Bank debit: routing 110000000, account 000123456789 is paid after some seconds, 000111111113 fails.
    </p>
  </details>`
}
