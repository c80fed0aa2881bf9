import type { ChannelListing, ListingImage } from "#schemas/channel.ts"
import type { ChannelLimits, Problem } from "./channel.ts"

/** The checks that every channel shares, from its declared limits. */
export function checkLimits(listing: ChannelListing, limits: ChannelLimits): Problem[] {
  const problems: Problem[] = []
  const say = (field: string, message: string, fix: string) => problems.push({ field, message, fix })
  const { title, tags, images, files, price } = listing
  if (!title.trim()) say("title", "The title is empty.", "Write a title.")
  if (title.length > limits.title)
    say("title", `The title has ${title.length} characters; ${limits.title} fit.`, `Cut ${title.length - limits.title} characters.`)
  if (tags.length > limits.tags) say("tags", `${tags.length} tags; ${limits.tags} fit.`, `Drop ${tags.length - limits.tags} tags.`)
  if (new Set(tags.map((tag) => tag.toLowerCase())).size < tags.length) say("tags", "A tag is there twice.", "Drop the double.")
  for (const [n, tag] of tags.entries()) if (!tag.trim()) say(`tags.${n}`, "A tag is empty.", "Drop it.")
  for (const [n, tag] of tags.entries())
    if (tag.length > limits.tagLength)
      say(`tags.${n}`, `The tag "${tag}" has ${tag.length} characters; ${limits.tagLength} fit.`, "Shorten it.")
  if (images.length < limits.images.min) say("images", `${images.length} images; at least ${limits.images.min} needed.`, "Add a picture.")
  if (images.length > limits.images.max) say("images", `${images.length} images; ${limits.images.max} fit.`, "Leave some out.")
  for (const [n, image] of images.entries())
    for (const { message, fix } of imageProblems(image, limits.images)) say(`images.${n}`, message, fix)
  if (limits.files && files.length > limits.files.max)
    say("files", `${files.length} files; ${limits.files.max} fit.`, "Send the ZIP instead.")
  for (const [n, file] of files.entries())
    if (limits.files && file.size > limits.files.bytes)
      say(
        `files.${n}`,
        `${file.name} has ${megabytes(file.size)} MB; ${megabytes(limits.files.bytes)} MB fit.`,
        "Split it or make it smaller.",
      )
  if (price.amount < limits.price.min || price.amount > limits.price.max)
    say("price", `${price.amount} is outside ${limits.price.min} to ${limits.price.max} (minor units).`, "Change the price.")
  if (limits.currencies.length && !limits.currencies.includes(price.currency))
    say("price.currency", `${price.currency} is not sold in here.`, `Price it in ${limits.currencies.join(" or ")}.`)
  return problems
}

function imageProblems({ name, mediaType, pixels, size }: ListingImage, limits: ChannelLimits["images"]) {
  const faults: { message: string; fix: string }[] = []
  const smaller = "Make the picture smaller."
  if (!/^image\/(png|jpeg|gif|webp)$/.test(mediaType)) faults.push({ message: `${name} is ${mediaType}.`, fix: "Send PNG or JPEG." })
  if (size && size > limits.bytes)
    faults.push({ message: `${name} has ${megabytes(size)} MB; ${megabytes(limits.bytes)} MB fit.`, fix: smaller })
  if (!pixels) return faults
  const { width, height } = pixels
  const is = `${name} is ${width} × ${height} pixels`
  if (limits.shortest && Math.min(width, height) < limits.shortest)
    faults.push({ message: `${is}; each side needs ${limits.shortest}.`, fix: "Make the picture larger." })
  if (limits.longest && Math.max(width, height) > limits.longest)
    faults.push({ message: `${is}; a side may have ${limits.longest}.`, fix: smaller })
  if (limits.pixels && width * height > limits.pixels)
    faults.push({ message: `${is}; ${limits.pixels / 1_000_000} million pixels fit.`, fix: smaller })
  return faults
}

const megabytes = (bytes: number) => (bytes / 1_000_000).toFixed(1)
