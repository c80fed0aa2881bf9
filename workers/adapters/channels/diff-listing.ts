import type { ChannelListing, ShownListing } from "#schemas/channel.ts"

/** What the channel shows otherwise than we want, one sentence each; empty means "as ordered". Null on the channel's side is no difference. */
export function diffListing(wanted: ChannelListing, shown: ShownListing): string[] {
  const same: [string, unknown, unknown][] = [
    ["state", "live", shown.state],
    ["title", wanted.title, shown.title],
    ["description", tidy(wanted.description), tidy(shown.description)],
    ["bullets", wanted.bullets.map(tidy), shown.bullets?.map(tidy) ?? null],
    ["tags", sorted(wanted.tags), shown.tags && sorted(shown.tags)],
    ["price", `${wanted.price.amount} ${wanted.price.currency}`, `${shown.price.amount} ${shown.price.currency}`],
    ["sku", wanted.sku, shown.sku],
    // A channel without alt texts answers null for each: then the pictures are counted.
    ["images", wanted.images.map((image) => image.alt), shown.images?.map(({ alt }, n) => alt ?? wanted.images[n]?.alt ?? "") ?? null],
    ["files", sorted(wanted.files.map((file) => file.name)), shown.files && sorted(shown.files.map((file) => file.name))],
  ]
  return same
    .filter(([, want, have]) => have !== null && JSON.stringify(want) !== JSON.stringify(have))
    .map(([field, want, have]) => `${field}: wanted ${brief(want)}, shown ${brief(have)}`)
}

// Channels fold case and order of tags, and white space of texts; neither is a difference to a shopper.
const sorted = (list: string[]) => list.map((one) => one.toLowerCase()).sort()
const tidy = (text: string) =>
  text
    .replaceAll("\r\n", "\n")
    .replace(/[ \t]+/g, " ")
    .replace(/\n{3,}/g, "\n\n")
    .trim()

function brief(value: unknown): string {
  const text = typeof value === "string" ? value : JSON.stringify(value)
  return text.length > 120 ? `${text.slice(0, 117)}…` : text
}
