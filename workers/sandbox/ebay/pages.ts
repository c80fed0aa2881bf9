import { html, price, webPage } from "../page.ts"
import { buyForm, gallery, markupOf, rowsTable } from "../shop-page.ts"
import { places } from "./orders.ts"
import { seller, type EbayStore, type Offer, type Order } from "./store.ts"

const head = html`<header class="shop-head">
  <strong>eBay seller ${seller.name}</strong>
  <nav><a href="/ebay/itm">All listings</a> · <a href="/ebay/orders">Orders</a></nav>
</header>`
const cents = (offer: Offer) => Math.round(Number(offer.pricingSummary?.price?.value ?? 0) * 100)
const titleOf = (store: EbayStore, offer: Offer) => store.items.get(offer.sku)?.product?.title ?? offer.sku
export function listingsPage(store: EbayStore): Promise<Response> {
  const rows = store.offers.all().map(
    (offer) =>
      html`<tr>
        <td>${offer.listingId ? html`<a href="/ebay/itm/${offer.listingId}">${titleOf(store, offer)}</a>` : titleOf(store, offer)}</td>
        <td>${price(cents(offer), offer.pricingSummary?.price?.currency ?? seller.currency)}</td>
        <td><span class="state">${offer.status.toLowerCase()}</span></td>
      </tr>`,
  )
  return webPage(
    seller.name,
    html`<main class="shop">
      ${head}
      <h1>Listings</h1>
      ${rowsTable(rows, "Nothing is listed yet.")}
    </main>`,
  )
}

/** The address of a picture on this page: what is on eBay's picture server is served by the twin itself. */
const shown = (url: string) => url.replace("https://i.ebayimg.sandbox/images/", "/ebay/pictures/")

/** A listing as a shopper of eBay would see it; an ended one says so. */
export function listingPage(store: EbayStore, offer: Offer): Promise<Response> {
  const item = store.items.get(offer.sku)
  const pictures = item?.product?.imageUrls ?? []
  const left = item?.availability?.shipToLocationAvailability?.quantity ?? 0
  const onSale = offer.status === "PUBLISHED"
  const title = titleOf(store, offer)
  const aspects = Object.entries(item?.product?.aspects ?? {})
  const body = html`<main class="shop">
    ${head}
    <article class="listing">
      ${gallery(pictures.map((url, n) => ({ src: shown(url), alt: `Picture ${n + 1} of ${title}` })))}
      <div>
        <h1>${title}</h1>
        <p class="price">${price(cents(offer), offer.pricingSummary?.price?.currency ?? seller.currency)}</p>
        ${onSale ? "" : html`<p><span class="state">This listing was ended by the seller.</span></p>`}
        <p class="small">Condition: New · ${left} available, ${offer.soldQuantity} sold · Item number ${offer.listingId}</p>
        ${onSale && left > 0 ? buyForm(`/ebay/itm/${offer.listingId}/buy`, { most: 10, label: "Buy it now", extra: placeField }) : ""}
        <h2>Item specifics</h2>
        <table class="rows">
          <tbody>
            ${aspects.map(
              ([name, values]) =>
                html`<tr>
                  <th>${name}</th>
                  <td>${values.join(", ")}</td>
                </tr>`,
            )}
          </tbody>
        </table>
        <h2>Item description from the seller</h2>
        <div class="words">${markupOf(offer.listingDescription ?? "")}</div>
      </div>
    </article>
  </main>`
  return webPage(title, body, onSale ? 200 : 404)
}

const placeField = html`<label for="place">Buyer in, tax</label>
  <select id="place" name="place">
    ${Object.entries(places).map(([id, { name, tax }]) => html`<option value="${id}">${name}, ${tax} %</option>`)}
  </select>`

export function ordersPage(store: EbayStore): Promise<Response> {
  const rows = store.orders.all().map(
    (order) =>
      html`<tr>
        <td><a href="/ebay/orders/${order.orderId}">${order.orderId}</a></td>
        <td>${order.title}</td>
        <td>${price(order.price * order.quantity + order.tax, order.currency)}</td>
      </tr>`,
  )
  return webPage(
    "Orders",
    html`<main class="shop">
      ${head}
      <h1>Orders</h1>
      ${rowsTable(rows, "Nothing is sold yet.")}
    </main>`,
  )
}

/** An order as the seller sees it, with a form to give money back. */
export function orderPage(order: Order, fault = ""): Promise<Response> {
  const net = order.price * order.quantity
  const back = order.refunds.reduce((sum, one) => sum + one.amount, 0)
  const lines: [string, number][] = [
    [`${order.quantity} × ${order.title}`, net],
    ["Tax that eBay collects", order.tax],
    ["The buyer pays", net + order.tax],
    ["eBay keeps", -order.fee],
    ["Given back", back ? -back : 0],
  ]
  const body = html`<main class="shop">
    ${head}
    <h1>Order ${order.orderId}</h1>
    <table class="rows">
      <tbody>
        ${lines.map(
          ([name, amount]) =>
            html`<tr>
              <th>${name}</th>
              <td>${price(amount, order.currency)}</td>
            </tr>`,
        )}
      </tbody>
    </table>
    ${fault ? html`<p class="problem" role="alert">${fault}</p>` : ""}
    ${
      back < net
        ? html`<h2>Refund</h2>
            <form method="post" action="/ebay/orders/${order.orderId}/refund" style="max-width: 24rem">
              <div class="field">
                <label for="amount">Amount in ${order.currency}</label>
                <input id="amount" name="amount" inputmode="decimal" value="${((net - back) / 100).toFixed(2)}" />
              </div>
              <button>Give back</button>
            </form>`
        : ""
    }
  </main>`
  return webPage(`Order ${order.orderId}`, body, fault ? 400 : 200)
}
