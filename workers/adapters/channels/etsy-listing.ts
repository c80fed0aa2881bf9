import { z } from "zod"
import type { ShownListing } from "#schemas/channel.ts"
import { fromDecimal } from "./decimal.ts"
import type { EtsyAsk } from "./etsy-client.ts"
import { fromPlainWords } from "./words.ts"

export const EtsyListing = z.object({
  listing_id: z.int(),
  title: z.string(),
  description: z.string(),
  state: z.enum(["active", "inactive", "sold_out", "draft", "expired"]),
  url: z.string(),
  tags: z.array(z.string()),
  price: z.object({ amount: z.int(), divisor: z.int(), currency_code: z.string() }),
  skus: z.array(z.string()).nullish(),
  images: z.array(z.object({ listing_image_id: z.int(), alt_text: z.string().nullable(), rank: z.int() })).nullish(),
})
export type EtsyListing = z.output<typeof EtsyListing>

export const EtsyFiles = z.object({
  results: z.array(z.object({ listing_file_id: z.int(), filename: z.string(), size_bytes: z.int() })),
})
const EtsyPage = z.object({ count: z.int(), results: z.array(EtsyListing) })

const searched = ["active", "draft", "inactive"] as const

/**
 * Our listing in the shop, by SKU. A draft that lost its maker before it got the SKU is known by its title, so that a
 * push that died half-way is taken up again and not doubled.
 */
export async function findListing(ask: EtsyAsk, shop: string, sku: string, title: string): Promise<EtsyListing | null> {
  let orphan: EtsyListing | null = null
  for (const state of searched)
    for (let offset = 0; ; offset += 100) {
      const path = `/shops/${shop}/listings?state=${state}&limit=100&offset=${offset}`
      const page = await ask({ method: "GET", path }, EtsyPage)
      const ours = page.results.find((listing) => listing.skus?.includes(sku))
      if (ours) return ours
      orphan ??= page.results.find((one) => one.state === "draft" && !one.skus?.some(Boolean) && one.title === title) ?? null
      if (offset + 100 >= page.count) break
    }
  return orphan
}

/** A listing of Etsy in our words. */
export function shownFrom(listing: EtsyListing, files: z.output<typeof EtsyFiles>): ShownListing {
  const { amount, divisor, currency_code } = listing.price
  return {
    remoteId: String(listing.listing_id),
    url: listing.url,
    state: listing.state === "active" ? "live" : listing.state === "draft" ? "draft" : "withdrawn",
    sku: listing.skus?.[0] ?? null,
    title: listing.title,
    ...fromPlainWords(listing.description),
    tags: listing.tags,
    price: { amount: fromDecimal(String(amount / divisor), currency_code), currency: currency_code },
    images: (listing.images ?? []).toSorted((a, b) => a.rank - b.rank).map((image) => ({ alt: image.alt_text })),
    files: files.results.map((file) => ({ name: file.filename })),
  }
}
