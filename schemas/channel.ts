import { z } from "zod"
import { GoodKind } from "./good.ts"
import { Money } from "./money.ts"

const Bytes = z.custom<() => Promise<Uint8Array>>((value) => typeof value === "function", "Give a function that reads the bytes.")

/** A picture of a listing, in the order in which shoppers see them; `url` when the shop shows it to everyone. */
export const ListingImage = z.strictObject({
  name: z.string().min(1),
  mediaType: z.string(),
  alt: z.string(),
  url: z.string().nullable(),
  pixels: z
    .strictObject({ width: z.int().min(1), height: z.int().min(1) })
    .nullish()
    .describe("when it was measured"),
  size: z.int().min(1).nullish().describe("bytes, when they were counted"),
  bytes: Bytes,
})
export type ListingImage = z.infer<typeof ListingImage>

/** A file that the buyer gets. */
export const ListingFile = z.strictObject({ name: z.string().min(1), mediaType: z.string(), size: z.int().min(1), bytes: Bytes })
export type ListingFile = z.infer<typeof ListingFile>

/** One listing in our own words; each channel's adapter compiles it to the vendor's payload. `id` never changes, whatever the words do. */
export const ChannelListing = z.strictObject({
  id: z.string().min(1),
  slug: z.string().min(1),
  sku: z.string().min(1).max(32),
  kind: GoodKind,
  title: z.string(),
  description: z.string().describe("plain text, paragraphs parted by a blank line"),
  bullets: z.array(z.string()),
  tags: z.array(z.string()),
  price: Money,
  images: z.array(ListingImage),
  files: z.array(ListingFile),
})
export type ChannelListing = z.infer<typeof ChannelListing>

/** What a channel shows, read back and put into our words. Null stands for what the channel cannot tell or hold. */
export const ShownListing = z.strictObject({
  remoteId: z.string(),
  url: z.string().nullable(),
  state: z.enum(["live", "draft", "withdrawn"]),
  sku: z.string().nullable(),
  title: z.string(),
  description: z.string(),
  bullets: z.array(z.string()).nullable(),
  tags: z.array(z.string()).nullable(),
  price: Money,
  images: z.array(z.strictObject({ alt: z.string().nullable() })).nullable(),
  files: z.array(z.strictObject({ name: z.string() })).nullable(),
})
export type ShownListing = z.infer<typeof ShownListing>

/** A sale that a channel made for us. No buyer's name or address: the channel delivers, and what is not kept cannot leak. */
export const ChannelOrder = z.strictObject({
  remoteId: z.string().min(1),
  at: z.date(),
  status: z.enum(["pending", "paid", "partly-refunded", "refunded", "cancelled"]),
  lines: z.array(
    z.strictObject({
      remoteListingId: z.string().nullable(),
      sku: z.string().nullable(),
      title: z.string(),
      quantity: z.int().min(1),
      price: Money.describe("of one piece, without tax"),
    }),
  ),
  total: Money.describe("what the buyer paid, tax included"),
  tax: Money.describe("collected in our name or by the channel itself"),
  fees: Money.nullable().describe("what the channel kept; null while it has not said"),
  refunded: Money,
  country: z.string().length(2).nullable().describe("ISO 3166-1 alpha-2 of the buyer"),
})
export type ChannelOrder = z.infer<typeof ChannelOrder>
