import type { ChannelListing } from "#schemas/channel.ts"
import type { ChannelLimits, Loss, Problem, Rate } from "./channel.ts"
import { checkLimits } from "./limits.ts"
import { toPlainWords } from "./words.ts"

/** Since 2026-07-27 a title has 75 characters in every category but media, where 200 stay. */
export const amazonLimits: ChannelLimits = {
  title: 75,
  tags: 50,
  tagLength: 100,
  images: { min: 1, max: 9, bytes: 10_000_000, longest: 10_000 },
  files: null,
  price: { min: 1, max: 99_999_999 },
  currencies: [],
}

/** The default usage plans of the operations that we call; the answer's x-amzn-RateLimit-Limit goes before them. */
export const perSecond = { listings: 5, definitions: 5, restrictions: 5, orders: 0.0056 }
export const amazonRates: Rate[] = [
  { of: "call", calls: 5, seconds: 1 },
  // Preview, put and the first look share the bucket of 5 a second.
  { of: "publish", calls: 2, seconds: 1 },
  { of: "revision of a listing", calls: 5, seconds: 1 },
  { of: "orders", calls: 1, seconds: 179 },
]

export const amazonLosses: Loss[] = [
  {
    field: "tags",
    says: "Amazon keeps tags as one line of search words, each word once and 249 bytes in all; they do not come back as tags.",
  },
  { field: "alt texts", says: "Amazon has no alt texts: it shows each picture with the listing's title." },
  {
    field: "files",
    says: "Amazon takes no files by this API: the seller delivers after each sale. Whether an account may list downloads at all is not in Amazon's documents; ask Seller Support first.",
  },
]

export const mostBullets = 5
const longestBullet = 500
const longestDescription = 2000
const leastSide = 500
export const searchBytes = 249
const badInTitle = /[!$?_{}^¬¦]|\p{Extended_Pictographic}/u
const joints = new Set("a an the and or nor but for of in on to with by from at as into over without under per".split(" "))

/** The description, and after it as a list the bullets that no longer fit their own place. */
export const amazonWords = ({ description, bullets }: ChannelListing) => toPlainWords(description, bullets.slice(mostBullets))

/** Amazon's rules on words and pictures, on top of the limits. `live`: Amazon fetches the pictures, so they must be in public. */
export function amazonProblems(listing: ChannelListing, { currency, live }: { currency: string; live: boolean }): Problem[] {
  const problems = checkLimits(listing, { ...amazonLimits, currencies: [currency] })
  const say = (field: string, message: string, fix: string) => problems.push({ field, message, fix })
  const { title } = listing
  const description = amazonWords(listing)
  const sign = badInTitle.exec(title)?.[0]
  if (sign) say("title", `Amazon allows no "${sign}" in a title.`, "Use letters, digits and plain punctuation.")
  const often = tooOften(title)
  if (often) say("title", `Amazon allows "${often}" twice in a title.`, `Keep two "${often}" at most.`)
  if (!listing.description.trim()) say("description", "Amazon wants a description.", "Write one.")
  if (description.length > longestDescription)
    say("description", `The description has ${description.length} characters; ${longestDescription} fit.`, "Shorten it.")
  if (!listing.bullets.length) say("bullets", "Amazon wants at least one bullet.", "Say what the buyer gets.")
  for (const [n, bullet] of listing.bullets.entries())
    if (bullet.length > longestBullet)
      say(`bullets.${n}`, `The bullet has ${bullet.length} characters; ${longestBullet} fit.`, "Shorten it.")
  for (const [n, { name, pixels }] of listing.images.entries())
    if (pixels && Math.max(pixels.width, pixels.height) < leastSide)
      say(`images.${n}`, `${name} is ${pixels.width} × ${pixels.height} pixels; the longer side needs ${leastSide}.`, "Make it larger.")
  for (const [n, { name, url }] of listing.images.entries())
    if (!url) say(`images.${n}`, `${name} has no address, and Amazon fetches pictures itself.`, "Publish it in the storefront first.")
    else if (live && !isPublic(url)) say(`images.${n}`, `Amazon cannot fetch ${url}.`, "Set PUBLIC_URL to the shop's public https address.")
  if (listing.sku.length > 40) say("sku", `The SKU has ${listing.sku.length} characters; 40 fit.`, "Shorten it.")
  return problems
}

function tooOften(title: string): string | undefined {
  const words = title.toLowerCase().match(/[\p{L}\p{N}'’+#-]+/gu) ?? []
  return words.find((word) => !joints.has(word) && words.filter((one) => one === word).length > 2)
}

function isPublic(url: string): boolean {
  if (!URL.canParse(url)) return false
  const { protocol, hostname } = new URL(url)
  return (
    protocol === "https:" &&
    hostname.includes(".") &&
    !/^(127|10|192\.168|169\.254|172\.(1[6-9]|2\d|3[01]))\.|\.(local|test|localhost|internal)$/.test(hostname)
  )
}
