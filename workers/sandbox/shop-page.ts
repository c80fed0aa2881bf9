import { raw } from "hono/html"
import { html, type Markup } from "./page.ts"

/** Rows of a table, or a sentence where there are none. */
export const rowsTable = (rows: unknown[], nothing: string): Markup =>
  rows.length
    ? html`<table class="rows">
        <tbody>
          ${rows}
        </tbody>
      </table>`
    : html`<p>${nothing}</p>`

/** The first picture large, the others below it. */
export function gallery([first, ...others]: { src: string; alt: string }[]): Markup {
  return html`<div class="gallery">
    ${first ? html`<img src="${first.src}" alt="${first.alt}" />` : html`<p class="small">No picture yet.</p>`}
    <div class="thumbs">${others.map(({ src, alt }) => html`<img src="${src}" alt="${alt}" />`)}</div>
  </div>`
}

/** A form that buys between 1 and `most` pieces; `extra` stands above the quantity. */
export const buyForm = (
  action: string,
  { most, label = "Buy", extra = "" }: { most: number; label?: string; extra?: Markup | "" },
): Markup =>
  html`<form method="post" action="${action}" class="buy">
    ${extra}
    <label for="quantity">Quantity</label>
    <input id="quantity" name="quantity" type="number" min="1" max="${String(most)}" value="1" inputmode="numeric" />
    <button>${label}</button>
  </form>`

/** Gives half or all of what is left back; says so when nothing is left. */
export const refundForm = (action: string, left: string | null): Markup =>
  left === null
    ? html`<p><span class="state">Refunded</span></p>`
    : html`<form method="post" action="${action}" class="answers note-narrow">
        <button name="part" value="half" class="quiet">Refund half</button>
        <button name="part" value="all" class="quiet">Refund all that is left: ${left}</button>
      </form>`

/** Keeps the plain tags of a description and shows everything else as text: what merchants send is not ours to trust. */
export const markupOf = (text: string) =>
  raw(text.replace(/&(?!(?:amp|lt|gt|quot|#39);)/g, "&amp;").replace(/<(?!\/?(?:p|ul|ol|li|br|strong|em|h2|h3)\s*\/?>)/gi, "&lt;"))
