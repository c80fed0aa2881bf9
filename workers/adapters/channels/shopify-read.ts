import { z } from "zod"
import type { ShownListing } from "#schemas/channel.ts"
import { fromDecimal } from "./decimal.ts"
import type { Ask } from "./shopify-client.ts"
import { shopifyDocuments } from "./shopify-documents.ts"
import { fromHtmlWords } from "./words.ts"

const Read = z.object({
  shop: z.object({ currencyCode: z.string() }),
  product: z
    .object({
      id: z.string(),
      title: z.string(),
      descriptionHtml: z.string(),
      status: z.enum(["ACTIVE", "ARCHIVED", "DRAFT", "UNLISTED"]),
      tags: z.array(z.string()),
      onlineStoreUrl: z.string().nullable(),
      onlineStorePreviewUrl: z.string().nullable(),
      resourcePublicationsCount: z.object({ count: z.number() }).nullable(),
      variants: z.object({ nodes: z.array(z.object({ price: z.string(), sku: z.string().nullable() })) }),
      media: z.object({ nodes: z.array(z.object({ alt: z.string().nullable(), status: z.string() })) }),
    })
    .nullable(),
})

/** A product of Shopify in our words; live only when it is active and on some sales channel. */
export async function shopifyRead(ask: Ask, id: string): Promise<ShownListing | null> {
  const { shop, product } = await ask(shopifyDocuments.read, { id }, Read)
  if (!product) return null
  const [variant] = product.variants.nodes
  const published = (product.resourcePublicationsCount?.count ?? 0) > 0
  return {
    remoteId: product.id,
    url: product.onlineStoreUrl ?? product.onlineStorePreviewUrl,
    state: product.status === "ARCHIVED" ? "withdrawn" : product.status === "ACTIVE" && published ? "live" : "draft",
    sku: variant?.sku ?? null,
    title: product.title,
    ...fromHtmlWords(product.descriptionHtml),
    tags: product.tags,
    price: { amount: fromDecimal(variant?.price ?? "0", shop.currencyCode), currency: shop.currencyCode },
    images: product.media.nodes.filter((media) => media.status !== "FAILED").map(({ alt }) => ({ alt: alt ?? "" })),
    files: null,
  }
}
