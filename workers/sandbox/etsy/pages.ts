import { html, price, webPage } from "../page.ts"
import { shop, type EtsyStore, type Listing } from "./store.ts"

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
    ${
      listings.length
        ? html`<table class="rows">
            <tbody>
              ${listings.map(row)}
            </tbody>
          </table>`
        : html`<p>Nothing is listed yet.</p>`
    }
  </main>`
  return webPage(shop.name, body)
}

/** A listing as a shopper of Etsy would see it; one that is not active says so. */
export function listingPage(store: EtsyStore, listing: Listing): Promise<Response> {
  const [first, ...others] = store.imagesOf(listing.listing_id)
  const files = store.filesOf(listing.listing_id)
  const active = listing.state === "active"
  const body = html`<main class="shop">
    ${head}
    <article class="listing">
      <div class="gallery">
        ${first ? html`<img src="/etsy/files/image-${first.id}" alt="${first.alt}" />` : ""}
        <div class="thumbs">${others.map((image) => html`<img src="/etsy/files/image-${image.id}" alt="${image.alt}" />`)}</div>
      </div>
      <div>
        <h1>${listing.title}</h1>
        <p class="price">${price(listing.price, shop.currency)}</p>
        ${active ? "" : html`<p><span class="state">Not for sale: ${listing.state}</span></p>`}
        <p class="small">
          Digital download of ${files.length} ${files.length === 1 ? "file" : "files"}: ${files.map((file) => file.name).join(", ")}
        </p>
        <p class="words plain">${listing.description}</p>
        <ul class="tags">
          ${listing.tags.map((tag) => html`<li>${tag}</li>`)}
        </ul>
      </div>
    </article>
  </main>`
  return webPage(listing.title, body, active ? 200 : 404)
}
