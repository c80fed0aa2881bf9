import { z } from "zod"
import type { ListingImage } from "#schemas/channel.ts"
import { sha256 } from "#workers/lib/hash.ts"
import { ChannelError } from "./channel.ts"
import { call, worthRetrying } from "./request.ts"
import type { Ask } from "./shopify-client.ts"
import { shopifyDocuments } from "./shopify-documents.ts"
import { heed, UserErrors } from "./shopify-errors.ts"

const Target = z.object({
  url: z.string(),
  resourceUrl: z.string(),
  parameters: z.array(z.object({ name: z.string(), value: z.string() })),
})
const Staged = z.object({ stagedUploadsCreate: z.object({ stagedTargets: z.array(Target).nullable(), userErrors: UserErrors }) })
const MediaNode = z.object({ status: z.string(), mediaErrors: z.array(z.object({ code: z.string(), message: z.string() })) })
const Media = z.object({ product: z.object({ media: z.object({ nodes: z.array(MediaNode) }) }).nullable() })

/** One hash over all pictures and their alt texts, kept at Shopify to know later whether anything changed. */
export async function hashOf(images: ListingImage[]): Promise<string> {
  const parts = await Promise.all(images.map(async (image) => `${await sha256(await image.bytes())} ${image.alt}`))
  return sha256(parts.join("\n"))
}

/** Uploads the pictures to Shopify's staging and answers them as FileSetInput, in order. Works from a shop that the internet cannot see. */
export async function stagePictures(ask: Ask, fetcher: typeof fetch, images: ListingImage[]) {
  const bytes = await Promise.all(images.map((image) => image.bytes()))
  const input = images.map((image, n) => ({
    filename: image.name,
    mimeType: image.mediaType,
    resource: "IMAGE",
    httpMethod: "POST",
    fileSize: String(bytes[n]?.length ?? 0),
  }))
  const { stagedUploadsCreate } = await ask(shopifyDocuments.stage, { input }, Staged)
  heed(stagedUploadsCreate.userErrors)
  const targets = stagedUploadsCreate.stagedTargets ?? []
  return Promise.all(
    images.map(async (image, n) => {
      const target = targets[n]
      if (!target) throw new ChannelError("shopify", `Shopify gave no place to upload ${image.name}.`, { field: "images", retryable: true })
      await upload(fetcher, target, image, bytes[n] ?? new Uint8Array())
      return { originalSource: target.resourceUrl, alt: image.alt, contentType: "IMAGE", filename: image.name }
    }),
  )
}

async function upload(fetcher: typeof fetch, target: z.output<typeof Target>, image: ListingImage, bytes: Uint8Array): Promise<void> {
  const form = new FormData()
  for (const { name, value } of target.parameters) form.append(name, value)
  form.append("file", new Blob([Uint8Array.from(bytes)], { type: image.mediaType }), image.name)
  const answer = await call("shopify", fetcher, target.url, { method: "POST", body: form })
  await answer.body?.cancel()
  if (answer.ok) return
  throw new ChannelError("shopify", `Shopify's upload answered ${answer.status} for ${image.name}.`, {
    field: "images",
    status: answer.status,
    retryable: worthRetrying(answer.status),
  })
}

const waits = [250, 500, 1000, 2000, 4000, 8000]

/** Waits until Shopify has processed the pictures: it takes them first and looks at them later. A picture that failed is named. */
export async function awaitPictures(ask: Ask, wait: (ms: number) => Promise<void>, id: string, images: ListingImage[]): Promise<void> {
  for (const ms of [...waits, 0]) {
    const { product } = await ask(shopifyDocuments.media, { id }, Media)
    const nodes = product?.media.nodes ?? []
    const failed = nodes.findIndex(({ status }) => status === "FAILED")
    if (failed >= 0) {
      const why = nodes[failed]?.mediaErrors.map(({ message }) => message).join(" ") || "no reason given"
      throw new ChannelError("shopify", `Shopify could not use the picture ${images[failed]?.name ?? failed + 1}: ${why}`, {
        field: `images.${failed}`,
      })
    }
    if (nodes.every(({ status }) => status === "READY")) return
    if (ms > 0) await wait(ms)
  }
  throw new ChannelError("shopify", "Shopify is still working on the pictures.", { field: "images", retryable: true, retryAfter: 30 })
}
