import { html, price, webPage } from "../page.ts"
import { gallery, rowsTable } from "../shop-page.ts"
import { picturesOf, priceOf, textOf } from "./shapes.ts"
import { seller, type Listing, type Order } from "./store.ts"

const head = html`<header class="shop-head">
  <strong>Amazon: ${seller.name}</strong>
  <span><a href="/amazon">All listings</a> · <a href="/amazon/orders">Orders</a></span>
</header>`
const stateOf = ({ buyable, pending }: Listing) => (pending ? "being worked off" : buyable ? "buyable" : "not buyable")

export function listingsPage(listings: Listing[]): Promise<Response> {
  const row = (listing: Listing) =>
    html`<tr>
      <td><a href="/amazon/dp/${listing.asin}">${textOf(listing, "item_name")[0] ?? listing.sku}</a></td>
      <td>${price(priceOf(listing), seller.currency)}</td>
      <td><span class="state">${stateOf(listing)}</span></td>
    </tr>`
  const body = html`<main class="shop">
    ${head}
    <h1>Listings</h1>
    ${rowsTable(listings.map(row), "Nothing is listed yet.")}
  </main>`
  return webPage("Amazon: listings", body)
}

/** A listing as a shopper of Amazon would see it; one that cannot be bought says so. */
export function listingPage(listing: Listing): Promise<Response> {
  const [title = listing.sku] = textOf(listing, "item_name")
  const bullets = textOf(listing, "bullet_point")
  const paragraphs = (textOf(listing, "product_description")[0] ?? "").split(/\n{2,}/)
  const issues = listing.issues.map(({ message }) => html`<li>${message}</li>`)
  const buyForm = html`<form method="post" action="/amazon/dp/${listing.asin}/buy" class="buy"><button>Buy now</button></form>`
  const closed = html`<p><span class="state">Not for sale: ${stateOf(listing)}</span></p>
    <ul>
      ${issues}
    </ul>`
  const body = html`<main class="shop">
    ${head}
    <article class="listing">
      ${gallery(picturesOf(listing).map((src, n) => ({ src, alt: n === 0 ? title : `${title}, picture ${n + 1}` })))}
      <div>
        <h1>${title}</h1>
        <p class="small">Brand: ${textOf(listing, "brand")[0] ?? "none"} · ASIN ${listing.asin}</p>
        <p class="price">${price(priceOf(listing), seller.currency)}</p>
        ${listing.buyable ? buyForm : closed}
        <h2>About this item</h2>
        <ul class="words">
          ${bullets.map((bullet) => html`<li>${bullet}</li>`)}
        </ul>
        <h2>Product description</h2>
        <div class="words plain">${paragraphs.map((text) => html`<p>${text}</p>`)}</div>
        <p class="small">Found by: ${textOf(listing, "generic_keyword")[0] ?? "no search terms"}</p>
      </div>
    </article>
  </main>`
  return webPage(title, body, listing.buyable ? 200 : 404)
}

export function ordersPage(orders: Order[]): Promise<Response> {
  const cancelForm = ({ id }: Order) =>
    html`<form method="post" action="/amazon/orders/${id}/cancel"><button class="quiet">Cancel and return the money</button></form>`
  const one = (order: Order) =>
    html`<article class="post">
      <strong>${order.title}</strong>
      <p>
        ${price(order.price * order.quantity + order.tax, seller.currency)} with tax ·
        <span class="state">${order.status.toLowerCase()}</span>
      </p>
      <p class="small">Order ${order.id}</p>
      ${order.status === "CANCELLED" ? html`<p>The money was returned.</p>` : cancelForm(order)}
    </article>`
  const body = html`<main class="shop">
    ${head}
    <h1>Orders</h1>
    ${orders.length ? orders.map(one) : html`<p>Nobody has bought yet.</p>`}
  </main>`
  return webPage("Amazon: orders", body)
}
