import { buildSchema, graphql } from "graphql"
import { productSet, type Asked } from "./product-set.ts"
import { shopifySchema } from "./schema.ts"
import { publications, shop, type Product, type ShopifyStore } from "./store.ts"

const schema = buildSchema(shopifySchema)
const mediaImage = schema.getType("Media")
// graphql-js asks which object type an interface value is; ours are all pictures.
if (mediaImage && "resolveType" in mediaImage) mediaImage.resolveType = () => "MediaImage"

/** The answer to one document, as graphql-js gives it. `origin` is where the twin's pages are. */
export function answer(store: ShopifyStore, origin: string, source: string, variableValues: Record<string, unknown>) {
  return graphql({ schema, source, rootValue: root(store, origin), variableValues })
}

/** A product as the schema shows it: plain fields, and functions for those with arguments. */
function view(product: Product, origin: string) {
  const address = `${origin}/shopify/products/${product.handle}`
  const listed = product.status === "ACTIVE" && product.publications.length > 0
  return {
    ...product,
    onlineStoreUrl: listed ? address : null,
    onlineStorePreviewUrl: address,
    metafield: ({ namespace, key }: { namespace?: string; key: string }) =>
      product.metafields.find((field) => field.key === key && (!namespace || field.namespace === namespace)) ?? null,
    resourcePublicationsCount: () => ({ count: product.publications.length }),
    variants: () => ({ nodes: [product.variant] }),
    media: ({ first = 250 }: { first?: number }) => ({
      nodes: product.pictures.slice(0, first).map(({ id, alt }) => ({ id, alt, mediaContentType: "IMAGE", status: "READY" })),
    }),
  }
}

type Staged = { filename: string; mimeType: string }

function root(store: ShopifyStore, origin: string) {
  const shown = (product: Product | null) => product && view(product, origin)
  const missing = { userErrors: [{ field: ["id"], message: "Product does not exist" }] }
  const publicised = (id: string, change: (now: string[]) => string[]) => {
    const product = store.products.get(id)
    if (!product) return missing
    store.products.put(id, { ...product, publications: change(product.publications) })
    return { userErrors: [] }
  }
  const ids = (input: { publicationId?: string }[]) => input.flatMap(({ publicationId }) => publicationId ?? [])
  return {
    shop,
    publications: () => ({ nodes: publications.map((id) => ({ id, autoPublish: false })) }),
    product: ({ id }: { id: string }) => shown(store.products.get(id)),
    productByIdentifier: ({ identifier: { id, handle = "" } }: { identifier: { id?: string; handle?: string } }) =>
      shown(id ? store.products.get(id) : store.byHandle(handle)),
    productSet: (asked: Asked) => {
      const { product, userErrors } = productSet(store, asked)
      return { product: shown(product), userErrors }
    },
    productUpdate: ({ product: { id = "", ...change } }: { product: Partial<Product> }) => {
      const product = store.products.get(id)
      if (!product) return { product: null, ...missing }
      return { product: shown(store.products.put(id, { ...product, ...change, updatedAt: store.now() })), userErrors: [] }
    },
    productDelete: ({ input: { id } }: { input: { id: string } }) => {
      if (!store.products.get(id)) return { deletedProductId: null, ...missing }
      store.products.drop(id)
      return { deletedProductId: id, userErrors: [] }
    },
    publishablePublish: ({ id, input }: { id: string; input: { publicationId?: string }[] }) => {
      const unknown = ids(input).find((wanted) => !publications.includes(wanted))
      if (unknown)
        return { userErrors: [{ field: ["input", "publicationId"], message: "Publication does not exist or is not publishable" }] }
      return publicised(id, (now) => Array.from(new Set([...now, ...ids(input)])))
    },
    publishableUnpublish: ({ id, input }: { id: string; input: { publicationId?: string }[] }) =>
      publicised(id, (now) => now.filter((one) => !ids(input).includes(one))),
    stagedUploadsCreate: ({ input }: { input: Staged[] }) => ({
      stagedTargets: input.map((file) => stage(store, origin, file)),
      userErrors: [],
    }),
  }
}

function stage(store: ShopifyStore, origin: string, { filename, mimeType }: Staged) {
  const id = crypto.randomUUID()
  store.uploads.put(id, { id, filename, mimeType, done: false })
  return { url: `${origin}/shopify/uploads`, resourceUrl: `${origin}/shopify/files/${id}`, parameters: [{ name: "key", value: id }] }
}
