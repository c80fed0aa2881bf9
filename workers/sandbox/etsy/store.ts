import type { Ground } from "../twin.ts"

export type State = "active" | "inactive" | "draft" | "sold_out" | "expired" | "removed"
/** What happens to a listing without its seller. */
export const mishaps = ["sold_out", "expired", "removed"] as const
export type Listing = {
  listing_id: number
  title: string
  description: string
  state: State
  tags: string[]
  materials: string[]
  price: number
  quantity: number
  sku: string
  who_made: string
  when_made: string
  taxonomy_id: number
  listing_type: "physical" | "download" | "both"
  is_supply: boolean
  should_auto_renew: boolean
  created: number
  updated: number
}
export type ListingImage = {
  id: number
  listing: number
  rank: number
  alt: string
  mediaType: string
  width?: number
  height?: number
  created: number
}
export type ListingFile = { id: number; listing: number; rank: number; name: string; mediaType: string; size: number; created: number }

/** Amounts in cents. */
export type Receipt = {
  id: number
  listing: number
  title: string
  sku: string
  quantity: number
  unit: number
  tax: number
  fees: number
  refunds: { amount: number; at: number }[]
  created: number
  updated: number
}
export type Grant = { access: string; refresh: string; until: number; scopes: string[] }

export const shop = { id: 1, user: 1, name: "SandboxStudio", currency: "USD" }

/** Everything that the Etsy twin remembers. */
export function etsyStore(ground: Ground) {
  const { rows } = ground
  const images = rows.of<ListingImage>("image")
  const files = rows.of<ListingFile>("file")
  return {
    ground,
    listings: rows.of<Listing>("listing"),
    images,
    files,
    receipts: rows.of<Receipt>("receipt"),
    /** By access token. */
    grants: rows.of<Grant>("grant"),
    calls: rows.of<{ second: number; inSecond: number; day: number; inDay: number }>("calls"),
    imagesOf: (id: number) =>
      images
        .all()
        .filter((image) => image.listing === id)
        .sort((a, b) => a.rank - b.rank),
    filesOf: (id: number) =>
      files
        .all()
        .filter((file) => file.listing === id)
        .sort((a, b) => a.rank - b.rank),
    seconds: () => Math.floor(ground.now() / 1000),
    next: (kind: string) => rows.next(kind, 1_700_000_000),
  }
}
export type EtsyStore = ReturnType<typeof etsyStore>
