import { html, price, webPage } from "../page.ts"
import { buyForm, gallery, refundForm, rowsTable } from "../shop-page.ts"
import { leftOf, totalOf } from "./receipts.ts"
import { mishaps, shop, type EtsyStore, type Listing, type Receipt } from "./store.ts"

const head = html`<header class="shop-head"><strong>${shop.name}</strong><a href="/etsy/listing">All listings</a></header>`

export function listingsPage(listings: Listing[]): Promise<Response> {
  const row = (listing: Listing) =>
    html`<tr>
      <td><a href="/etsy/listing/${listing.listing_id}">${listing.title}</a></td>
      <td>${price(listing.price, shop.currency)}</td>
      <td><span class="state">${listing.state}</span></td>
    </tr>`
  const body = html`<main class="shop">
    ${head}
    <h1>Listings</h1>
    ${rowsTable(listings.map(row), "Nothing is listed yet.")}
  </main>`
  return webPage(shop.name, body)
}

/** A listing as a shopper of Etsy would see it; one that is not active says so. */
export function listingPage(store: EtsyStore, listing: Listing): Promise<Response> {
  const pictures = store.imagesOf(listing.listing_id).map(({ id, alt }) => ({ src: `/etsy/files/image-${id}`, alt }))
  const files = store.filesOf(listing.listing_id)
  const active = listing.state === "active"
  const body = html`<main class="shop">
    ${head}
    <article class="listing">
      ${gallery(pictures)}
      <div>
        <h1>${listing.title}</h1>
        <p class="price">${price(listing.price, shop.currency)}</p>
        ${active ? "" : html`<p><span class="state">Not for sale: ${listing.state}</span></p>`}
        <p class="small">
          Digital download of ${files.length} ${files.length === 1 ? "file" : "files"}: ${files.map((file) => file.name).join(", ")}
        </p>
        ${active ? buyForm(`/etsy/listing/${listing.listing_id}/buy`, { most: 99 }) : ""}
        <p class="words plain">${listing.description}</p>
        <ul class="tags">
          ${listing.tags.map((tag) => html`<li>${tag}</li>`)}
        </ul>
        ${
          active
            ? html`<details class="cards">
                <summary>What Etsy may do to it</summary>
                <form method="post" action="/etsy/listing/${listing.listing_id}/state" class="answers note-narrow">
                  ${mishaps.map((state) => html`<button name="state" value="${state}" class="quiet">${state.replace("_", " ")}</button>`)}
                </form>
              </details>`
            : ""
        }
      </div>
    </article>
  </main>`
  return webPage(listing.title, body, active ? 200 : 404)
}

/** What the seller sees of a sale, with a way to give the money back. */
export function receiptPage(receipt: Receipt): Promise<Response> {
  const { id, title, sku, quantity, unit, tax, fees } = receipt
  const shown = (cents: number) => price(cents, shop.currency)
  const left = leftOf(receipt)
  const rows: [string, number][] = [
    [`${quantity} × ${title} (SKU ${sku || "none"})`, unit * quantity],
    ["Sales tax, collected by Etsy", tax],
    ["Paid", totalOf(receipt)],
    ["Etsy's fees", -fees],
    ...(left < totalOf(receipt) ? [["Refunded", left - totalOf(receipt)] as [string, number]] : []),
  ]
  const body = html`<main class="shop">
    ${head}
    <h1>Receipt ${id}</h1>
    ${rowsTable(
      rows.map(
        ([what, cents]) =>
          html`<tr>
            <td>${what}</td>
            <td>${shown(cents)}</td>
          </tr>`,
      ),
      "",
    )}
    ${refundForm(`/etsy/receipts/${id}/refund`, left > 0 ? shown(left) : null)}
  </main>`
  return webPage(`Receipt ${id}`, body)
}
