import { z } from "zod"
import { judge, judgeLate } from "./judge.ts"
import { AmazonRefusal, invalid } from "./refusal.ts"
import { gateFor } from "./restrictions.ts"
import { productType } from "./schema.ts"
import { seller, type AmazonStore, type Attributes, type Issue, type Listing } from "./store.ts"

const List = z.array(z.record(z.string(), z.unknown()))
const Put = z.object({
  productType: z.string(),
  requirements: z.enum(["LISTING", "LISTING_PRODUCT_ONLY", "LISTING_OFFER_ONLY"]).default("LISTING"),
  attributes: z.record(z.string(), List),
})
const Patch = z.object({
  productType: z.string(),
  patches: z
    .array(
      z.object({
        op: z.enum(["add", "replace", "merge", "delete"]),
        path: z.string().regex(/^\/attributes\/\w+$/),
        value: List.optional(),
      }),
    )
    .min(1),
})

type Sent = { sku: string; query: URLSearchParams; body: unknown }

/** The listing as of now: what fell due has been worked off. Null when there is none. */
export function current(store: AmazonStore, sku: string): Listing | null {
  const listing = store.listings.get(sku)
  if (!listing?.pending || listing.pending.at > store.ground.now()) return listing
  const { attributes, at } = listing.pending
  if (!attributes) {
    store.listings.drop(sku)
    return null
  }
  const issues = judgeLate(attributes)
  const done = { ...listing, attributes: keepPictures(store, attributes), issues, buyable: !issues.length, updated: at, pending: null }
  return store.listings.put(sku, done)
}

/** Amazon shows its own copy of a picture, at an address of its own. */
function keepPictures(store: AmazonStore, attributes: Attributes): Attributes {
  const copy = (entry: Record<string, unknown>) => {
    const source = String(entry.media_location)
    if (source.includes("/images/I/")) return entry
    const id = `${store.ground.rows.next("picture", 36 ** 5).toString(36)}L`
    store.pictures.put(id, { source })
    return { ...entry, media_location: `/amazon/images/I/${id}.jpg` }
  }
  return Object.fromEntries(
    Object.entries(attributes).map(([name, list]) => [name, name.includes("image_locator") ? list.map(copy) : list]),
  )
}

/** putListingsItem: all attributes anew. The preview judges alike and keeps nothing. */
export function putListing(store: AmazonStore, { sku, query, body }: Sent) {
  const read = Put.safeParse(body)
  if (!read.success) throw invalid(z.prettifyError(read.error))
  return submit(store, sku, query, read.data.productType, read.data.attributes)
}

/** patchListingsItem: some attributes of a listing that is there. */
export function patchListing(store: AmazonStore, { sku, query, body }: Sent) {
  const read = Patch.safeParse(body)
  if (!read.success) throw invalid(z.prettifyError(read.error))
  const listing = current(store, sku)
  if (!listing) return { sku, status: "INVALID", submissionId: submissionId(store), issues: [unknownSku(sku)] }
  const attributes = { ...(listing.pending?.attributes ?? listing.attributes) }
  for (const { op, path, value } of read.data.patches) {
    const name = path.slice("/attributes/".length)
    if (op === "delete") delete attributes[name]
    else attributes[name] = value ?? []
  }
  return submit(store, sku, query, read.data.productType, attributes)
}

const unknownSku = (sku: string): Issue => ({
  code: "13013",
  message: `The SKU ${sku} does not exist in the Amazon catalog.`,
  severity: "ERROR",
  attributeNames: [],
  categories: [],
})

function submit(store: AmazonStore, sku: string, query: URLSearchParams, type: string, attributes: Attributes) {
  if (type !== productType.name) throw invalid(`Product type ${type} is not known.`)
  if (sku.length > 40) throw invalid("The SKU may have 40 characters at most.")
  const preview = query.get("mode") === "VALIDATION_PREVIEW"
  const there = current(store, sku)
  const gate = gateFor(String(attributes.item_name?.[0]?.value ?? ""))
  const asin = there?.asin ?? gate?.asin
  const issues = judge(attributes, store.changed())
  const refused = issues.length > 0 || (gate !== null && !preview)
  const reply = (status: string) => ({
    sku,
    status,
    submissionId: submissionId(store),
    issues: refused && !issues.length ? [notAllowed] : issues,
    ...(query.get("includedData")?.includes("identifiers")
      ? { identifiers: asin ? [{ marketplaceId: seller.marketplace, asin }] : [] }
      : {}),
  })
  if (refused) return reply("INVALID")
  if (preview) return reply("VALID")
  const now = store.ground.now()
  const at = store.due()
  const fresh = {
    sku,
    asin: asin ?? store.newAsin(),
    productType: type,
    attributes: {},
    buyable: false,
    issues: [],
    created: now,
    updated: now,
  }
  store.listings.put(sku, { ...(there ?? fresh), pending: { attributes, at } })
  store.ground.wakeAt(at)
  return reply("ACCEPTED")
}

const notAllowed: Issue = {
  code: "5886",
  message: "You are not authorised to list this product.",
  severity: "ERROR",
  attributeNames: [],
  categories: ["QUALIFICATION_REQUIRED"],
}

/** deleteListingsItem: accepted also for a SKU that is not there. */
export function deleteListing(store: AmazonStore, sku: string) {
  const listing = current(store, sku)
  if (listing) {
    const at = store.due()
    store.listings.put(sku, { ...listing, pending: { attributes: null, at } })
    store.ground.wakeAt(at)
  }
  return { sku, status: "ACCEPTED", submissionId: submissionId(store), issues: [] }
}

export function foundListing(store: AmazonStore, sku: string): Listing {
  const listing = current(store, sku)
  if (!listing) throw new AmazonRefusal(404, "NOT_FOUND", `SKU '${sku}' not found in marketplace ${seller.marketplace}.`)
  return listing
}

const submissionId = (store: AmazonStore) => store.ground.rows.next("submission", 0x10_00_00_00).toString(16).padStart(32, "0")
