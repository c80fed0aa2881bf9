import type { ChannelListing } from "#schemas/channel.ts"
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
  for (const [n, tag] of tags.entries())
    if (tag.length > limits.tagLength)
      say(`tags.${n}`, `The tag "${tag}" has ${tag.length} characters; ${limits.tagLength} fit.`, "Shorten it.")
  if (images.length < limits.images.min) say("images", `${images.length} images; at least ${limits.images.min} needed.`, "Add a picture.")
  if (images.length > limits.images.max) say("images", `${images.length} images; ${limits.images.max} fit.`, "Leave some out.")
  for (const [n, image] of images.entries())
    if (!/^image\/(png|jpeg|gif|webp)$/.test(image.mediaType))
      say(`images.${n}`, `${image.name} is ${image.mediaType}.`, "Send PNG or JPEG.")
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

const megabytes = (bytes: number) => (bytes / 1_000_000).toFixed(1)
