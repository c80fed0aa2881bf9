import { z } from "zod"
import type { ChannelListing, ShownListing } from "#schemas/channel.ts"
import { fromDecimal } from "./decimal.ts"
import type { EtsyAsk } from "./etsy-client.ts"
import { fromPlainWords, toPlainWords, unescape } from "./words.ts"

export const EtsyMoney = z.object({ amount: z.int(), divisor: z.int(), currency_code: z.string() })
export const EtsyListing = z.object({
  listing_id: z.int(),
  title: z.string(),
  description: z.string(),
  // `active`, `inactive`, `draft`, `sold_out`, `expired`; Etsy's own people can also make it `removed`.
  state: z.string(),
  url: z.string(),
  tags: z.array(z.string()),
  price: EtsyMoney,
  skus: z.array(z.string()).nullish(),
  images: z.array(z.object({ listing_image_id: z.int(), alt_text: z.string().nullable(), rank: z.int() })).nullish(),
})
export type EtsyListing = z.output<typeof EtsyListing>

export const EtsyFiles = z.object({
  results: z.array(z.object({ listing_file_id: z.int(), filename: z.string(), size_bytes: z.int() })),
})
const EtsyPage = z.object({ count: z.int(), results: z.array(EtsyListing) })

export const moneyFrom = ({ amount, divisor, currency_code }: z.output<typeof EtsyMoney>) => ({
  amount: fromDecimal(String(amount / divisor), currency_code),
  currency: currency_code,
})

/** Etsy answers texts with their signs escaped for HTML: `O&#39;Connell`. */
export const plain = unescape

const searched = ["active", "draft", "inactive", "sold_out", "expired"] as const

/** Listings with our SKU, and drafts that lost their maker before they got it, which title and words give away. */
export type Found = { ours: EtsyListing[]; orphans: EtsyListing[] }

/** Our listing in the shop, so that a push that died half-way is taken up again and not doubled. */
export async function findListing(ask: EtsyAsk, shop: string, listing: ChannelListing): Promise<Found> {
  const found: Found = { ours: [], orphans: [] }
  const words = toPlainWords(listing.description, listing.bullets)
  const isOrphan = ({ state, skus, title, description }: EtsyListing) =>
    state === "draft" && !skus?.some(Boolean) && plain(title) === listing.title && plain(description) === words
  for (const state of searched)
    for (let offset = 0; ; offset += 100) {
      const path = `/shops/${shop}/listings?state=${state}&limit=100&offset=${offset}`
      const page = await ask({ method: "GET", path }, EtsyPage)
      found.ours.push(...page.results.filter(({ skus }) => skus?.includes(listing.sku)))
      found.orphans.push(...page.results.filter(isOrphan))
      if (offset + 100 >= page.count) break
    }
  return found
}

const shownStates: Record<string, ShownListing["state"]> = { active: "live", draft: "draft" }

/** A listing of Etsy in our words. */
export function shownFrom(listing: EtsyListing, files: z.output<typeof EtsyFiles>): ShownListing {
  return {
    remoteId: String(listing.listing_id),
    url: listing.url,
    state: shownStates[listing.state] ?? "withdrawn",
    sku: listing.skus?.[0] ?? null,
    title: plain(listing.title),
    ...fromPlainWords(plain(listing.description)),
    tags: listing.tags.map(plain),
    price: moneyFrom(listing.price),
    images: (listing.images ?? []).toSorted((a, b) => a.rank - b.rank).map((image) => ({ alt: plain(image.alt_text ?? "") })),
    files: files.results.map((file) => ({ name: file.filename })),
  }
}
