import type { ChannelListing } from "#schemas/channel.ts"
import type { ChannelLimits, Problem } from "./channel.ts"
import { checkLimits } from "./limits.ts"

export const etsyLimits: ChannelLimits = {
  title: 140,
  tags: 13,
  tagLength: 20,
  images: { min: 1, max: 20, bytes: 10_000_000, shortest: 50 },
  files: { max: 5, bytes: 20_000_000 },
  price: { min: 20, max: 5_000_000 },
  currencies: [],
}

// The two expressions are Etsy's own, from the description of createDraftListing.
const badInTitle = /[^\p{L}\p{Nd}\p{P}\p{Sm}\p{Zs}™©®]/u
const badInTag = /[^\p{L}\p{Nd}\p{Zs}\-'™©®]/u

/** Etsy's rules on words and files, on top of the limits. */
export function etsyProblems(listing: ChannelListing): Problem[] {
  const problems = checkLimits(listing, etsyLimits)
  const say = (field: string, message: string, fix: string) => problems.push({ field, message, fix })
  const sign = badInTitle.exec(listing.title)?.[0]
  if (sign) say("title", `Etsy allows no "${sign}" in a title.`, "Use letters, digits and punctuation.")
  for (const once of ["%", ":", "&", "+"])
    if (listing.title.split(once).length > 2) say("title", `Etsy allows "${once}" once in a title.`, `Keep one "${once}".`)
  for (const [n, tag] of listing.tags.entries()) {
    const bad = badInTag.exec(tag)?.[0]
    if (bad) say(`tags.${n}`, `Etsy allows no "${bad}" in the tag "${tag}".`, "Use letters, digits, spaces, - and '.")
  }
  if (!listing.files.length) say("files", "A digital listing without a file is never activated.", "Add the files or the ZIP.")
  for (const [n, file] of listing.files.entries())
    if (!/^[\w.-]{1,70}$/.test(file.name))
      say(`files.${n}`, `Etsy takes no file named "${file.name}".`, "Use up to 70 letters, digits, . _ and -.")
  for (const [n, image] of listing.images.entries())
    if (image.alt.length > 500) say(`images.${n}`, `The alt text has ${image.alt.length} characters; 500 fit.`, "Shorten it.")
  return problems
}
