import { EbayRefusal } from "./refusal.ts"
import { policies, seller, type EbayStore, type Item, type Offer } from "./store.ts"

const has = (list: { id: string }[], id?: string) => list.some((one) => one.id === id)

/** What eBay looks at before an offer goes on sale or is changed while it is; the first fault is told. */
export function checkReady(store: EbayStore, { product, condition, availability }: Item, offer: Offer): void {
  const no = (errorId: number, message: string, fieldName = "") =>
    new EbayRefusal(errorId, message, fieldName ? { parameters: { fieldName } } : {})
  const { fulfillmentPolicyId, paymentPolicyId, returnPolicyId } = offer.listingPolicies ?? {}
  const price = offer.pricingSummary?.price
  if (!product?.title) throw no(25002, "A user error has occurred. Please specify a title.", "title")
  if (!product.description || !offer.listingDescription) throw no(25016, "The listingDescription value is invalid.", "listingDescription")
  if (!product.imageUrls?.length) throw no(25002, "A user error has occurred. Add at least 1 photo.", "imageUrls")
  if (!Object.keys(product.aspects ?? {}).length) throw no(25002, "A user error has occurred. An item specific is missing.", "aspects")
  if (condition !== "NEW") throw no(25021, "The unpublished offer has invalid item condition information.")
  if (!((availability?.shipToLocationAvailability?.quantity ?? 0) >= 1) && offer.status === "UNPUBLISHED")
    throw no(25004, "The unpublished offer has an invalid quantity.")
  if ((availability?.shipToLocationAvailability?.quantity ?? 0) > seller.limit.quantity) throw no(25026, "Selling limit exceeded.")
  if (!offer.categoryId) throw no(25005, "The unpublished offer has an invalid category ID.")
  if (!price || Number(price.value) < 0.99) throw no(25003, "The unpublished offer has an invalid price.")
  if (price.currency !== seller.currency) throw no(25003, `The currency ${price.currency} is not valid for ${offer.marketplaceId}.`)
  if (offer.listingDuration !== "GTC") throw no(25016, "The listingDuration value is invalid.", "listingDuration")
  if (!has(policies.fulfillment, fulfillmentPolicyId))
    throw no(25007, "The unpublished offer has invalid data in the associated Fulfillment policy.")
  if (!has(policies.payment, paymentPolicyId)) throw no(25008, "The unpublished offer has invalid data in the associated Payment policy.")
  if (!has(policies.return, returnPolicyId)) throw no(25009, "The unpublished offer has invalid data in the associated Return policy.")
  if (store.locations.get(offer.merchantLocationKey ?? "")?.merchantLocationStatus !== "ENABLED")
    throw no(25012, "Invalid inventory location.")
  for (const url of product.imageUrls) {
    const picture = store.pictures.get(url.split("/").at(-1) ?? "")
    if (picture && Math.max(picture.width, picture.height) < 500)
      throw no(25014, "The unpublished offer has invalid pictures: 500 pixels are needed.")
  }
}
