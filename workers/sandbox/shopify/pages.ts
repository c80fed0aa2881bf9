import { raw } from "hono/html"
import { html, price, webPage } from "../page.ts"
import { totalOf } from "./orders.ts"
import { shop, type Order, type Product } from "./store.ts"

const head = html`<header class="shop-head"><strong>${shop.name}</strong><a href="/shopify/products">All products</a></header>`

/** The shop window: what a shopper of the Shopify shop sees. */
export function shelf(products: Product[]): Promise<Response> {
  const body = html`<main class="shop">
    ${head}
    <h1>Products</h1>
    ${
      products.length
        ? html`<table class="rows">
            <tbody>
              ${products.map(
                (product) =>
                  html`<tr>
                    <td><a href="/shopify/products/${product.handle}">${product.title}</a></td>
                    <td>${price(Math.round(Number(product.variant.price) * 100), shop.currencyCode)}</td>
                    <td><span class="state">${product.status.toLowerCase()}</span></td>
                  </tr>`,
              )}
            </tbody>
          </table>`
        : html`<p>Nothing is listed yet.</p>`
    }
  </main>`
  return webPage(shop.name, body)
}

export function productPage(product: Product): Promise<Response> {
  const [first, ...others] = product.pictures
  const forSale = product.status === "ACTIVE" && product.publications.length > 0
  const body = html`<main class="shop">
    ${head}
    <article class="listing">
      <div class="gallery">
        ${first ? html`<img src="${first.source}" alt="${first.alt ?? ""}" />` : ""}
        <div class="thumbs">${others.map((picture) => html`<img src="${picture.source}" alt="${picture.alt ?? ""}" />`)}</div>
      </div>
      <div>
        <h1>${product.title}</h1>
        <p class="price">${price(Math.round(Number(product.variant.price) * 100), shop.currencyCode)}</p>
        ${forSale ? "" : html`<p><span class="state">Not for sale: ${product.status.toLowerCase()}</span></p>`}
        ${product.variant.requiresShipping ? html`<p class="small">Ships to you.</p>` : html`<p class="small">Digital download, nothing is shipped.</p>`}
        ${
          forSale
            ? html`<form method="post" action="/shopify/products/${product.handle}/buy" class="buy">
                <label for="quantity">Quantity</label>
                <input id="quantity" name="quantity" type="number" min="1" max="99" value="1" inputmode="numeric" />
                <button>Buy</button>
              </form>`
            : ""
        }
        <div class="words">${raw(safeMarkup(product.descriptionHtml))}</div>
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
    ${
      left > 0
        ? html`<form method="post" action="/shopify/orders/${n}/refund" class="answers note-narrow">
            <button name="part" value="half" class="quiet">Refund half</button>
            <button name="part" value="all" class="quiet">Refund all that is left: ${shown(left)}</button>
          </form>`
        : html`<p><span class="state">Refunded</span></p>`
    }
  </main>`
  return webPage(`Order #${n}`, body)
}

/** Keeps the plain tags of a description and shows everything else as text: what merchants send is not ours to trust. */
function safeMarkup(markup: string): string {
  return markup.replace(/&(?!(?:amp|lt|gt|quot|#39);)/g, "&amp;").replace(/<(?!\/?(?:p|ul|ol|li|br|strong|em|h2|h3)\s*\/?>)/gi, "&lt;")
}
