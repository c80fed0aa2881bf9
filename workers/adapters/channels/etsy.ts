import { z } from "zod"
import type { ChannelListing, ListingFile, ListingImage } from "#schemas/channel.ts"
import { endpoint, type SandboxConfig } from "../sandbox.ts"
import { ChannelError, type Channel } from "./channel.ts"
import { toDecimal } from "./decimal.ts"
import { etsyClient, type EtsyAsk } from "./etsy-client.ts"
import { EtsyFiles, EtsyListing, findListing, shownFrom } from "./etsy-listing.ts"
import { etsyLimits, etsyProblems } from "./etsy-rules.ts"
import { toPlainWords } from "./words.ts"

export const etsyEnv = z.object({
  ETSY_API_KEY: z.string().includes(":").optional().describe("keystring:shared_secret of the Etsy app; turns on the real Etsy"),
  ETSY_ACCESS_TOKEN: z.string().min(5).optional().describe("{user id}.{token} with listings_r, listings_w, listings_d, shops_r"),
  ETSY_SHOP_ID: z.string().regex(/^\d+$/).default("1").describe("number of the Etsy shop"),
  ETSY_TAXONOMY_ID: z.string().regex(/^\d+$/).default("2078").describe("Etsy category of the goods; 2078 is Digital Prints"),
  ETSY_BASE_URL: z.url().optional().describe("default: Etsy with a key, else the sandbox"),
})
export type EtsyConfig = z.infer<typeof etsyEnv> & SandboxConfig

const Shop = z.object({ shop_name: z.string(), currency_code: z.string() })
const Image = z.object({ listing_image_id: z.int() })
const Anything = z.unknown()

type Shopfront = { ask: EtsyAsk; shop: string; taxonomy: string }

/** Etsy by its Open API v3: draft, inventory, images, files, and only then active. */
export function etsy(config: EtsyConfig, fetcher: typeof fetch): Channel {
  const at = endpoint({
    sandbox: config.SANDBOX_URL,
    live: "https://openapi.etsy.com",
    url: config.ETSY_BASE_URL,
    secret: config.ETSY_API_KEY,
    sandboxSecret: "autonomaxsandbox:sandboxsecret",
  })
  const token = at.mode === "live" ? (config.ETSY_ACCESS_TOKEN ?? "") : "1.sandboxtoken"
  const ask = etsyClient({ ...at, token }, fetcher)
  const front = { ask, shop: config.ETSY_SHOP_ID, taxonomy: config.ETSY_TAXONOMY_ID }
  return {
    name: "etsy",
    mode: at.mode,
    limits: etsyLimits,
    losses: [],
    rates: [
      { of: "call", calls: 10, seconds: 1 },
      { of: "call", calls: 10_000, seconds: 86_400 },
    ],
    contract: null,
    validate: etsyProblems,
    publish: (listing) => publish(front, listing),
    update: (_remoteId, listing) => publish(front, listing),
    orders: async () => ({ orders: [], cursor: null }),
    readBack: (remoteId) => readBack(front, remoteId),
    async withdraw(remoteId) {
      const { state } = await ask({ method: "GET", path: `/listings/${remoteId}` }, EtsyListing)
      if (state === "active") await change(front, remoteId, { state: "inactive" })
    },
    async health() {
      const shop = await ask({ method: "GET", path: `/shops/${front.shop}` }, Shop)
      return { ok: true, detail: `${shop.shop_name}, sells in ${shop.currency_code}` }
    },
  }
}

async function publish(front: Shopfront, listing: ChannelListing) {
  const { ask, shop } = front
  const { currency_code } = await ask({ method: "GET", path: `/shops/${shop}` }, Shop)
  if (currency_code !== listing.price.currency)
    throw new ChannelError("etsy", `The Etsy shop sells in ${currency_code}, not ${listing.price.currency}.`, { field: "price.currency" })
  const known = await findListing(ask, shop, listing.sku, listing.title)
  const words = wordsOf(listing, front.taxonomy)
  const sale = { quantity: "999", price: toDecimal(listing.price.amount, listing.price.currency) }
  const made = known ?? (await ask({ method: "POST", path: `/shops/${shop}/listings`, form: { ...words, ...sale } }, EtsyListing))
  const id = String(made.listing_id)
  await ask({ method: "PUT", path: `/listings/${id}/inventory`, json: inventoryOf(listing) }, Anything)
  const images: number[] = []
  // One after the other: the rank of an image is its place in the order of upload.
  for (const [n, image] of listing.images.entries()) images.push(await uploadImage(front, id, image, n + 1))
  await syncFiles(front, id, listing.files)
  const live = await change(front, id, { ...words, image_ids: images.join(","), state: "active" })
  return { remoteId: id, url: live.url }
}

/** The fields that create and update share. Arrays travel comma-separated; tags cannot hold a comma. */
export function wordsOf(listing: ChannelListing, taxonomy: string): Record<string, string> {
  return {
    title: listing.title,
    description: toPlainWords(listing.description, listing.bullets),
    tags: listing.tags.join(","),
    who_made: "i_did",
    // The one value that no new year renames.
    when_made: "made_to_order",
    taxonomy_id: taxonomy,
    type: "download",
    is_supply: "false",
    should_auto_renew: "false",
  }
}

/** Price and SKU live in the inventory: one product without variations. */
export function inventoryOf({ sku, price }: Pick<ChannelListing, "sku" | "price">) {
  const amount = Number(toDecimal(price.amount, price.currency))
  const offering = { price: amount, quantity: 999, is_enabled: true, readiness_state_id: null }
  return { products: [{ sku, property_values: [], offerings: [offering] }] }
}

const change = ({ ask, shop }: Shopfront, id: string, form: Record<string, string>) =>
  ask({ method: "PATCH", path: `/shops/${shop}/listings/${id}`, form }, EtsyListing)

async function uploadImage({ ask, shop }: Shopfront, id: string, image: ListingImage, rank: number): Promise<number> {
  const files = new FormData()
  files.append("image", new Blob([Uint8Array.from(await image.bytes())], { type: image.mediaType }), image.name)
  files.append("rank", String(rank))
  files.append("overwrite", "true")
  files.append("alt_text", image.alt)
  return (await ask({ method: "POST", path: `/shops/${shop}/listings/${id}/images`, files }, Image)).listing_image_id
}

/** Uploads what is missing or has another size, then removes what is no longer wanted: buyers never find an empty shelf. */
async function syncFiles({ ask, shop }: Shopfront, id: string, wanted: ListingFile[]): Promise<void> {
  const path = `/shops/${shop}/listings/${id}/files`
  const { results: there } = await ask({ method: "GET", path }, EtsyFiles)
  const kept = there.filter((file) => wanted.some(({ name, size }) => name === file.filename && size === file.size_bytes))
  for (const [n, file] of wanted.entries()) {
    if (kept.some((one) => one.filename === file.name)) continue
    const files = new FormData()
    files.append("file", new Blob([Uint8Array.from(await file.bytes())], { type: file.mediaType }), file.name)
    files.append("name", file.name)
    files.append("rank", String(n + 1))
    await ask({ method: "POST", path, files }, Anything)
  }
  for (const old of there.filter((file) => !kept.includes(file)))
    await ask({ method: "DELETE", path: `${path}/${old.listing_file_id}` }, Anything)
}

async function readBack({ ask, shop }: Shopfront, remoteId: string) {
  try {
    const listing = await ask({ method: "GET", path: `/listings/${remoteId}?includes=Images` }, EtsyListing)
    return shownFrom(listing, await ask({ method: "GET", path: `/shops/${shop}/listings/${remoteId}/files` }, EtsyFiles))
  } catch (error) {
    if (error instanceof ChannelError && error.status === 404) return null
    throw error
  }
}
