import { z } from "zod"
import type { ChannelListing } from "#schemas/channel.ts"
import { endpoint, type SandboxConfig } from "../sandbox.ts"
import { ChannelError, type Channel, type ChannelLimits } from "./channel.ts"
import { toDecimal } from "./decimal.ts"
import { checkLimits } from "./limits.ts"
import { heed, shopifyClient, UserErrors, type Ask } from "./shopify-client.ts"
import { shopifyDocuments } from "./shopify-documents.ts"
import { fingerprint, stagePictures } from "./shopify-pictures.ts"
import { shopifyRead } from "./shopify-read.ts"
import { toHtmlWords } from "./words.ts"

export const shopifyEnv = z.object({
  SHOPIFY_SHOP_URL: z.url().optional().describe("https://YOUR-SHOP.myshopify.com; default: the sandbox"),
  SHOPIFY_ACCESS_TOKEN: z.string().min(8).optional().describe("Admin API token with write_products, write_files, write_publications"),
})
export type ShopifyConfig = z.infer<typeof shopifyEnv> & SandboxConfig

const limits: ChannelLimits = {
  title: 255,
  tags: 250,
  tagLength: 255,
  images: { min: 1, max: 250, bytes: 20_000_000 },
  files: null,
  price: { min: 1, max: 99_999_999 },
  currencies: [],
}

const Found = z.object({
  shop: z.object({ currencyCode: z.string() }),
  publications: z.object({ nodes: z.array(z.object({ id: z.string() })) }),
  productByIdentifier: z
    .object({ id: z.string(), listing: z.object({ value: z.string() }).nullable(), pictures: z.object({ value: z.string() }).nullable() })
    .nullable(),
})
const Product = z.object({ id: z.string(), onlineStoreUrl: z.string().nullable(), onlineStorePreviewUrl: z.string().nullable() })
const SetAnswer = z.object({ productSet: z.object({ product: Product.nullable(), userErrors: UserErrors }) })
const PublishAnswer = z.object({ publishablePublish: z.object({ userErrors: UserErrors }) })
const ArchiveAnswer = z.object({ productUpdate: z.object({ userErrors: UserErrors }) })
const HealthAnswer = z.object({ shop: z.object({ name: z.string(), currencyCode: z.string() }) })

/** Shopify by its Admin GraphQL API. The handle carries our listing id, so the same listing is always the same product. */
export function shopify(config: ShopifyConfig, fetcher: typeof fetch): Channel {
  const at = endpoint({
    sandbox: config.SANDBOX_URL,
    live: config.SHOPIFY_SHOP_URL ?? config.SANDBOX_URL,
    url: config.SHOPIFY_SHOP_URL,
    secret: config.SHOPIFY_ACCESS_TOKEN,
    sandboxSecret: "shpat_autonomax_sandbox",
  })
  const ask = shopifyClient(at, fetcher)
  return {
    name: "shopify",
    mode: at.mode,
    limits,
    losses: [{ field: "files", says: "Shopify's Admin API holds no download files: our own shop delivers what Shopify sells." }],
    rates: [{ of: "call", calls: 2, seconds: 1 }],
    contract: null,
    validate: (listing) => checkLimits(listing, limits),
    publish: (listing) => publish(ask, fetcher, listing),
    update: (_remoteId, listing) => publish(ask, fetcher, listing),
    orders: async () => ({ orders: [], cursor: null }),
    readBack: (remoteId) => shopifyRead(ask, remoteId),
    async withdraw(id) {
      const { productUpdate } = await ask(shopifyDocuments.archive, { product: { id, status: "ARCHIVED" } }, ArchiveAnswer)
      heed(productUpdate.userErrors)
    },
    async health() {
      const { shop } = await ask(shopifyDocuments.health, {}, HealthAnswer)
      return { ok: true, detail: `${shop.name}, sells in ${shop.currencyCode}` }
    },
  }
}

/** The slug for people, the end of our id for certainty: it must stay the same when the title changes. */
export const handleOf = ({ slug, id }: Pick<ChannelListing, "slug" | "id">) =>
  `${slug}-${id.replace(/[^a-zA-Z0-9]/g, "").slice(-8)}`.toLowerCase()

async function publish(ask: Ask, fetcher: typeof fetch, listing: ChannelListing) {
  const handle = handleOf(listing)
  const found = await ask(shopifyDocuments.find, { handle }, Found)
  const known = found.productByIdentifier
  if (known && known.listing?.value !== listing.id)
    throw new ChannelError("shopify", `The shop already has a product "${handle}" that is not ours.`, { field: "slug" })
  if (found.shop.currencyCode !== listing.price.currency)
    throw new ChannelError("shopify", `The Shopify shop sells in ${found.shop.currencyCode}, not ${listing.price.currency}.`, {
      field: "price.currency",
    })
  const pictures = await fingerprint(listing.images)
  // Unchanged pictures are left alone: productSet keeps a list that is not in its input.
  const files = known?.pictures?.value === pictures ? undefined : await stagePictures(ask, fetcher, listing.images)
  const input = { ...productInput(listing, pictures), handle, files }
  const { productSet } = await ask(shopifyDocuments.set, { identifier: { handle }, input }, SetAnswer)
  heed(productSet.userErrors)
  const id = productSet.product?.id
  if (!id) throw new ChannelError("shopify", "Shopify took the product and did not say which it is.", { retryable: true })
  const channels = found.publications.nodes.map((node) => ({ publicationId: node.id }))
  heed((await ask(shopifyDocuments.publish, { id, input: channels }, PublishAnswer)).publishablePublish.userErrors)
  const shown = await shopifyRead(ask, id)
  if (!shown?.url) throw new ChannelError("shopify", "Shopify gave the product no address.", { retryable: true })
  return { remoteId: id, url: shown.url }
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
