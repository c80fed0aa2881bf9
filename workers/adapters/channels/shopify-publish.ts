import { z } from "zod"
import type { ChannelListing } from "#schemas/channel.ts"
import { ChannelError, type Published } from "./channel.ts"
import { toDecimal } from "./decimal.ts"
import type { Ask, ShopifyDeps } from "./shopify-client.ts"
import { shopifyDocuments } from "./shopify-documents.ts"
import { heed, saysGone, UserErrors } from "./shopify-errors.ts"
import { awaitPictures, hashOf, stagePictures } from "./shopify-pictures.ts"
import { shopifyRead } from "./shopify-read.ts"
import { toHtmlWords } from "./words.ts"

const Text = z.object({ value: z.string() }).nullable()
const Known = z.object({
  shop: z.object({ currencyCode: z.string() }),
  publications: z.object({ nodes: z.array(z.object({ id: z.string() })) }),
  productVariants: z.object({
    nodes: z.array(z.object({ sku: z.string().nullable(), product: z.object({ id: z.string(), title: z.string() }) })),
  }),
  product: z
    .object({
      id: z.string(),
      title: z.string(),
      listing: Text,
      pictures: Text,
      media: z.object({ nodes: z.array(z.object({ status: z.string() })) }),
    })
    .nullable(),
})
type Known = z.output<typeof Known>
const SetAnswer = z.object({ productSet: z.object({ product: z.object({ id: z.string() }).nullable(), userErrors: UserErrors }) })
const PublishAnswer = z.object({ publishablePublish: z.object({ userErrors: UserErrors }) })

export type Front = { ask: Ask } & ShopifyDeps & { wait(ms: number): Promise<void> }

/** The slug for people, the end of our id for certainty: it must stay the same when the title changes. */
export const handleOf = ({ slug, id }: Pick<ChannelListing, "slug" | "id">) =>
  `${slug}-${id.replace(/[^a-zA-Z0-9]/g, "").slice(-8)}`.toLowerCase()

const skuQuery = (sku: string) => `sku:"${sku.replace(/["\\]/g, "\\$&")}"`

/** Finds the product by its handle, also after a push whose answer was lost, and brings it up to date; else makes it. */
export async function publish(front: Front, listing: ChannelListing): Promise<Published> {
  const handle = handleOf(listing)
  const found = await front.ask(shopifyDocuments.find, { handle, sku: skuQuery(listing.sku) }, Known)
  if (found.product && found.product.listing?.value !== listing.id)
    throw new ChannelError("shopify", `The shop already has a product "${handle}" that is not ours.`, { field: "slug" })
  const pushed = await push(front, listing, found, { handle })
  return pushed ?? publish(front, listing)
}

/** The same for a product whose id is known; one that is gone is published again. */
export async function update(front: Front, id: string, listing: ChannelListing): Promise<Published> {
  const found = await front.ask(shopifyDocuments.known, { id, sku: skuQuery(listing.sku) }, Known)
  const ours = found.product?.listing?.value === listing.id
  return (ours ? await push(front, listing, found, { id }) : null) ?? publish(front, listing)
}

/** Null when the product went away between looking and writing. */
async function push(front: Front, listing: ChannelListing, found: Known, identifier: { handle: string } | { id: string }) {
  const { ask } = front
  const known = found.product
  checkShop(listing, found)
  const pictures = await hashOf(listing.images)
  const failed = known?.media.nodes.some(({ status }) => status === "FAILED") ?? false
  // Unchanged pictures are left alone: productSet keeps a list that is not in its input.
  const same = known?.pictures?.value === pictures && !failed && known.media.nodes.length === listing.images.length
  const files = same ? undefined : await stagePictures(ask, front.fetch, listing.images)
  const input = { ...productInput(listing, pictures), handle: handleOf(listing), files }
  const { productSet } = await ask(shopifyDocuments.set, { identifier, input }, SetAnswer)
  if ("id" in identifier && saysGone(productSet.userErrors)) return null
  heed(productSet.userErrors)
  const id = productSet.product?.id
  if (!id) throw new ChannelError("shopify", "Shopify took the product and did not say which it is.", { retryable: true })
  if (files) await awaitPictures(ask, front.wait, id, listing.images)
  const channels = found.publications.nodes.map((node) => ({ publicationId: node.id }))
  heed((await ask(shopifyDocuments.publish, { id, input: channels }, PublishAnswer)).publishablePublish.userErrors)
  const shown = await shopifyRead(ask, id)
  if (!shown?.url) throw new ChannelError("shopify", "Shopify gave the product no address.", { retryable: true })
  return { remoteId: id, url: shown.url }
}

/** What only the shop can tell, before anything is written. */
function checkShop({ sku, price }: ChannelListing, { shop, productVariants, product }: Known): void {
  if (shop.currencyCode !== price.currency)
    throw new ChannelError("shopify", `The Shopify shop sells in ${shop.currencyCode}, not ${price.currency}.`, { field: "price.currency" })
  const other = productVariants.nodes.find((variant) => variant.sku === sku && variant.product.id !== product?.id)
  if (other)
    throw new ChannelError("shopify", `The SKU ${sku} already belongs to "${other.product.title}" in the Shopify shop.`, { field: "sku" })
}

/** A listing as Shopify's ProductSetInput: one variant, nothing to ship, nothing to count. */
export function productInput(listing: ChannelListing, pictures: string) {
  const text = (key: string, value: string) => ({ namespace: "autonomax", key, type: "single_line_text_field", value })
  return {
    title: listing.title,
    descriptionHtml: toHtmlWords(listing.description, listing.bullets),
    status: "ACTIVE",
    vendor: "AutonomaX",
    productType: listing.kind,
    tags: listing.tags,
    // "Document Templates" in Shopify's product taxonomy.
    category: "gid://shopify/TaxonomyCategory/so-2-4",
    metafields: [text("listing_id", listing.id), text("pictures", pictures)],
    productOptions: [{ name: "Title", position: 1, values: [{ name: "Default Title" }] }],
    variants: [
      {
        optionValues: [{ optionName: "Title", name: "Default Title" }],
        price: toDecimal(listing.price.amount, listing.price.currency),
        sku: listing.sku,
        inventoryPolicy: "CONTINUE",
        inventoryItem: { tracked: false, requiresShipping: false },
      },
    ],
  }
}
