import type { EtsyStore, Listing } from "./store.ts"

/** A "no" in Etsy's own shape: `{error}`. */
export class EtsyRefusal extends Error {
  override name = "EtsyRefusal"
  readonly status: number
  constructor(status: number, message: string) {
    super(message)
    this.status = status
  }
}
const refuse = (message: string) => new EtsyRefusal(400, message)

export const created = ["quantity", "title", "description", "price", "who_made", "when_made", "taxonomy_id"]
const alsoKnown =
  "tags materials type is_supply should_auto_renew image_ids shop_section_id is_taxable is_customizable styles shipping_profile_id return_policy_id production_partner_ids".split(
    " ",
  )
const changed =
  "title description tags materials type is_supply should_auto_renew image_ids shop_section_id is_taxable featured_rank state who_made when_made taxonomy_id shipping_profile_id return_policy_id production_partner_ids".split(
    " ",
  )

const madeWhen = /^(made_to_order|20\d\d_20\d\d|before_\d{4}|\d{4}s)$/
const list = (value: string) =>
  value
    .split(",")
    .map((one) => one.trim())
    .filter(Boolean)

/** What a form says about a listing, refused as Etsy refuses. `fields` is the form as it came. */
export function readForm(fields: Record<string, string>, forCreate: boolean, needed: string[] = []): Partial<Listing> {
  const unknown = Object.keys(fields).find((name) => !(forCreate ? [...created, ...alsoKnown] : changed).includes(name))
  if (unknown) throw refuse(`Invalid parameter: ${unknown}`)
  const missing = forCreate && [...created, ...needed].find((name) => !fields[name])
  if (missing) throw refuse(`Missing required parameter: ${missing}`)
  const { title, tags, price, quantity, who_made, when_made, type } = fields
  if (title !== undefined) checkTitle(title)
  if (tags !== undefined) checkTags(list(tags))
  if (price !== undefined && !(Number(price) >= 0.2 && Number(price) <= 50_000))
    throw refuse("The price must be between 0.20 and 50000.00 USD.")
  if (quantity !== undefined && !/^[1-9]\d{0,2}$/.test(quantity)) throw refuse("The quantity must be between 1 and 999.")
  if (who_made !== undefined && !["i_did", "someone_else", "collective"].includes(who_made)) throw refuse("Invalid value for who_made.")
  if (when_made !== undefined && !madeWhen.test(when_made)) throw refuse("Invalid value for when_made.")
  if (type !== undefined && type !== "physical" && type !== "download" && type !== "both") throw refuse("Invalid value for type.")
  if (forCreate && type !== "download" && !fields.shipping_profile_id)
    throw refuse("A shipping_profile_id is required when listing type is physical.")
  return fromFields(fields)
}

function fromFields(fields: Record<string, string>): Partial<Listing> {
  const { title, description, tags, materials, price, quantity, who_made, when_made, taxonomy_id, type, is_supply, should_auto_renew } =
    fields
  const read: Partial<Listing> = {
    title: title?.trim(),
    description,
    tags: tags === undefined ? undefined : list(tags),
    materials: materials === undefined ? undefined : list(materials),
    price: price === undefined ? undefined : Math.round(Number(price) * 100),
    quantity: quantity === undefined ? undefined : Number(quantity),
    who_made,
    when_made,
    taxonomy_id: taxonomy_id === undefined ? undefined : Number(taxonomy_id),
    listing_type: type === "physical" || type === "download" || type === "both" ? type : undefined,
    is_supply: is_supply === undefined ? undefined : is_supply === "true",
    should_auto_renew: should_auto_renew === undefined ? undefined : should_auto_renew === "true",
  }
  return Object.fromEntries(Object.entries(read).filter(([, value]) => value !== undefined))
}

function checkTitle(title: string): void {
  if (!title.trim()) throw refuse("The title may not be empty.")
  if (title.length > 140) throw refuse("The title may have 140 characters at most.")
  if (/[^\p{L}\p{Nd}\p{P}\p{Sm}\p{Zs}™©®]/u.test(title)) throw refuse("The title contains invalid characters.")
  if (["%", ":", "&", "+"].some((sign) => title.split(sign).length > 2)) throw refuse("The title may use %, :, & and + once each.")
}

function checkTags(tags: string[]): void {
  if (tags.length > 13) throw refuse("A listing may have 13 tags at most.")
  if (tags.some((tag) => tag.length > 20)) throw refuse("A tag may have 20 characters at most.")
  if (tags.some((tag) => /[^\p{L}\p{Nd}\p{Zs}\-'™©®]/u.test(tag))) throw refuse("A tag contains invalid characters.")
}

/** What must be there before a listing goes on sale. */
export function checkReady(store: EtsyStore, listing: Listing): void {
  if (!store.imagesOf(listing.listing_id).length) throw new EtsyRefusal(409, "An active listing needs at least one image.")
  if (listing.listing_type === "download" && !store.filesOf(listing.listing_id).length)
    throw new EtsyRefusal(409, "A digital listing needs at least one file before it can be active.")
}
