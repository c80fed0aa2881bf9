import { raw } from "hono/html"
import { html, price, webPage } from "../page.ts"
import { shop, type Product } from "./store.ts"

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

/** Keeps the plain tags of a description and shows everything else as text: what merchants send is not ours to trust. */
function safeMarkup(markup: string): string {
  return markup.replace(/&(?!(?:amp|lt|gt|quot|#39);)/g, "&amp;").replace(/<(?!\/?(?:p|ul|ol|li|br|strong|em|h2|h3)\s*\/?>)/gi, "&lt;")
}
