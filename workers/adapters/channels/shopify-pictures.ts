import { z } from "zod"
import type { ListingImage } from "#schemas/channel.ts"
import { ChannelError } from "./channel.ts"
import { call, worthRetrying } from "./request.ts"
import { heed, UserErrors, type Ask } from "./shopify-client.ts"
import { shopifyDocuments } from "./shopify-documents.ts"

const Target = z.object({
  url: z.string(),
  resourceUrl: z.string(),
  parameters: z.array(z.object({ name: z.string(), value: z.string() })),
})
const Staged = z.object({ stagedUploadsCreate: z.object({ stagedTargets: z.array(Target).nullable(), userErrors: UserErrors }) })

/** One hash over all pictures and their alt texts, kept at Shopify to know later whether anything changed. */
export async function fingerprint(images: ListingImage[]): Promise<string> {
  const parts = await Promise.all(images.map(async (image) => `${await sha256(await image.bytes())} ${image.alt}`))
  return sha256(new TextEncoder().encode(parts.join("\n")))
}

async function sha256(bytes: Uint8Array): Promise<string> {
  const digest = await crypto.subtle.digest("SHA-256", Uint8Array.from(bytes))
  return Array.from(new Uint8Array(digest), (byte) => byte.toString(16).padStart(2, "0")).join("")
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
    retryable: worthRetrying(answer.status),
  })
}
