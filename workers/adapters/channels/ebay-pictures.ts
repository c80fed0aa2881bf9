import { z } from "zod"
import type { ListingImage } from "#schemas/channel.ts"
import { sha256 } from "#workers/lib/hash.ts"
import { ChannelError } from "./channel.ts"
import type { EbayAsk } from "./ebay-client.ts"
import { ebayLongestSide, tooSmall } from "./ebay-rules.ts"
import { pictureSize } from "#workers/lib/picture-size.ts"

const Uploaded = z.object({ imageUrl: z.url() })

/** Which bytes stand behind an address on eBay's picture server, as far as this isolate put them there. */
const known = new Map<string, string>()
const mostKnown = 5000
const mostBytes = 12_000_000

export type Picture = { image: ListingImage; bytes: Uint8Array<ArrayBuffer> | null }

const isPublic = ({ url }: ListingImage) => url?.startsWith("https://") ?? false

/** Reads the pictures that are sent as bytes or were not measured, and refuses what eBay would: before any call to it. */
export async function readPictures(images: ListingImage[]): Promise<Picture[]> {
  const pictures: Picture[] = []
  for (const [n, image] of images.entries()) {
    const bytes = isPublic(image) && image.pixels ? null : Uint8Array.from(await image.bytes())
    const size = image.pixels ?? (bytes && pictureSize(bytes))
    const refuse = (says: string) => new ChannelError("ebay", says, { field: `images.${n}` })
    if (!size) throw refuse(`${image.name} is not a picture that can be read.`)
    if (Math.max(size.width, size.height) < ebayLongestSide) throw refuse(tooSmall(image.name, size))
    if (bytes && bytes.length > mostBytes)
      throw refuse(`${image.name} has ${(bytes.length / 1_000_000).toFixed(1)} MB; eBay takes ${mostBytes / 1_000_000} MB.`)
    pictures.push({ image, bytes })
  }
  return pictures
}

/**
 * An address for each picture. eBay fetches what stands on a public https address itself; what does not (a shop on one's own
 * machine) is put on eBay's picture server, once as long as this isolate lives.
 */
export async function hostPictures(ask: EbayAsk, pictures: Picture[], there: string[]): Promise<string[]> {
  const urls: string[] = []
  for (const { image, bytes } of pictures) {
    if (!bytes || image.url?.startsWith("https://")) {
      urls.push(image.url ?? "")
      continue
    }
    const mark = await sha256(bytes)
    const before = there.find((url) => known.get(url) === mark && !urls.includes(url))
    urls.push(before ?? (await upload(ask, image, bytes, mark)))
  }
  return urls
}

async function upload(ask: EbayAsk, image: ListingImage, bytes: Uint8Array<ArrayBuffer>, mark: string): Promise<string> {
  const files = new FormData()
  files.append("image", new Blob([bytes], { type: image.mediaType }), image.name)
  const { imageUrl } = await ask({ method: "POST", path: "/commerce/media/v1_beta/image/create_image_from_file", files }, Uploaded)
  if (known.size >= mostKnown) known.clear()
  known.set(imageUrl, mark)
  return imageUrl
}
