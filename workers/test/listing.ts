import type { ChannelListing } from "#schemas/channel.ts"
import { picture } from "./picture.ts"

const image = (n: number) => ({
  name: `preview-${n}.png`,
  mediaType: "image/png",
  alt: `Page ${n} of the planner`,
  url: null,
  bytes: () => picture(1000, 1000, n),
})

/** A listing that every channel takes. */
export function makeListing(change: Partial<ChannelListing> = {}): ChannelListing {
  const zip = new Uint8Array(64).fill(7)
  return {
    id: "prd_01JDA0000000000000PLANNER",
    slug: "dated-planner-2027",
    sku: "PLANNER-0001",
    kind: "planner",
    title: "Dated planner 2027 for freelancers: year, month & week",
    description:
      "A linked PDF planner for one year.\n\nIt has 412 pages in A4 and US Letter <with links> & ISO weeks.\nEach page leads back to today.",
    bullets: ["412 linked pages", "ISO weeks, Monday start"],
    tags: ["planner 2027", "weekly planner", "freelancer", "a4"],
    price: { amount: 1290, currency: "USD" },
    images: [image(1), image(2), image(3)],
    files: [{ name: "dated-planner-2027.zip", mediaType: "application/zip", size: zip.length, bytes: async () => zip }],
    ...change,
  }
}
