import { html, price, webPage } from "../page.ts"
import { buyForm, gallery, markupOf, refundForm, rowsTable } from "../shop-page.ts"
import { totalOf } from "./orders.ts"
import { shop, type Order, type Product } from "./store.ts"

const head = html`<header class="shop-head"><strong>${shop.name}</strong><a href="/shopify/products">All products</a></header>`

/** The shop window: what a shopper of the Shopify shop sees. */
export function shelf(products: Product[]): Promise<Response> {
  const body = html`<main class="shop">
    ${head}
    <h1>Products</h1>
    ${rowsTable(
      products.map(
        (product) =>
          html`<tr>
            <td><a href="/shopify/products/${product.handle}">${product.title}</a></td>
            <td>${price(Math.round(Number(product.variant.price) * 100), shop.currencyCode)}</td>
            <td><span class="state">${product.status.toLowerCase()}</span></td>
          </tr>`,
      ),
      "Nothing is listed yet.",
    )}
  </main>`
  return webPage(shop.name, body)
}

export function productPage(product: Product): Promise<Response> {
  const forSale = product.status === "ACTIVE" && product.publications.length > 0
  const body = html`<main class="shop">
    ${head}
    <article class="listing">
      ${gallery(product.pictures.map(({ source, alt }) => ({ src: source, alt: alt ?? "" })))}
      <div>
        <h1>${product.title}</h1>
        <p class="price">${price(Math.round(Number(product.variant.price) * 100), shop.currencyCode)}</p>
        ${forSale ? "" : html`<p><span class="state">Not for sale: ${product.status.toLowerCase()}</span></p>`}
        ${product.variant.requiresShipping ? html`<p class="small">Ships to you.</p>` : html`<p class="small">Digital download, nothing is shipped.</p>`}
        ${forSale ? buyForm(`/shopify/products/${product.handle}/buy`, { most: 99 }) : ""}
        <div class="words">${markupOf(product.descriptionHtml)}</div>
        <ul class="tags">
          ${product.tags.map((tag) => html`<li>${tag}</li>`)}
        </ul>
        <p class="small">SKU ${product.variant.sku ?? "none"} · sold by ${product.vendor}</p>
      </div>
    </article>
  </main>`
  return webPage(product.title, body, forSale ? 200 : 404)
}

/** What the seller's back office shows of an order, with a way to give the money back. */
export function orderPage(order: Order): Promise<Response> {
  const { n, title, sku, quantity, unit, tax, refunded } = order
  const left = totalOf(order) - refunded
  const shown = (cents: number) => price(cents, shop.currencyCode)
  const body = html`<main class="shop">
    ${head}
    <h1>Order #${n}</h1>
    <table class="rows">
      <tbody>
        <tr>
          <td>${quantity} × ${title}<br /><span class="small">SKU ${sku ?? "none"}</span></td>
          <td>${shown(unit * quantity)}</td>
        </tr>
        <tr>
          <td>Sales tax</td>
          <td>${shown(tax)}</td>
        </tr>
        <tr>
          <td><strong>Paid</strong></td>
          <td><strong>${shown(totalOf(order))}</strong></td>
        </tr>
        ${
          refunded
            ? html`<tr>
                <td>Refunded</td>
                <td>${shown(refunded)}</td>
              </tr>`
            : ""
        }
      </tbody>
    </table>
    ${refundForm(`/shopify/orders/${n}/refund`, left > 0 ? shown(left) : null)}
  </main>`
  return webPage(`Order #${n}`, body)
}
