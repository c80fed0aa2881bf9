import { html, raw } from "hono/html"
import { css } from "./page-css.ts"

export { html }
export type Markup = ReturnType<typeof html>

/** A whole page for a person to look at. Everything in `${…}` is escaped; no script is ever sent. */
export async function webPage(title: string, body: Markup, status = 200, dress = "plain"): Promise<Response> {
  const page = await html`<!doctype html>
    <html lang="en">
      <head>
        <meta charset="utf-8" />
        <meta name="viewport" content="width=device-width, initial-scale=1" />
        <meta name="robots" content="noindex" />
        <title>${title}</title>
        <style>
          ${raw(css)}
        </style>
      </head>
      <body class="${dress}">
        <p class="sandbox">${dress === "pay" ? "Sandbox: no money moves" : "Sandbox: a stand-in, not the real shop"}</p>
        ${body}
      </body>
    </html>`
  const headers = {
    "content-type": "text/html; charset=utf-8",
    "cache-control": "no-store",
    "content-security-policy": "default-src 'none'; style-src 'unsafe-inline'; img-src * data:; frame-ancestors 'none'; base-uri 'none'",
    "referrer-policy": "no-referrer",
  }
  return new Response(String(page), { status, headers })
}

/** `1299` and `usd` as a shopper reads them. */
export const price = (amount: number, currency: string) =>
  new Intl.NumberFormat("en-US", { style: "currency", currency }).format(amount / 10 ** digits(currency))

const digits = (currency: string) =>
  new Intl.NumberFormat("en-US", { style: "currency", currency }).resolvedOptions().maximumFractionDigits ?? 2
