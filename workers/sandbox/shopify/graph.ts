import { buildSchema, graphql } from "graphql"
import { policyChanged } from "../misbehave.ts"
import { productSet, type Asked } from "./product-set.ts"
import { shopifySchema } from "./schema.ts"
import { orderRoot } from "./orders.ts"
import { publications, shop, type Picture, type Product, type ShopifyStore } from "./store.ts"

function built(source: string) {
  const schema = buildSchema(source)
  const media = schema.getType("Media")
  // graphql-js asks which object type an interface value is; ours are all pictures.
  if (media && "resolveType" in media) media.resolveType = () => "MediaImage"
  return schema
}
const schema = built(shopifySchema)
/** The contract after a change of policy: a product needs its words for search engines. */
const changed = built(shopifySchema.replace("seo: SEOInput", "seo: SEOInput!"))

/** The answer to one document, as graphql-js gives it. `origin` is where the twin's pages are. */
export function answer(store: ShopifyStore, origin: string, source: string, variableValues: Record<string, unknown>, scopes: string[]) {
  const rootValue = { ...root(store, origin), ...orderRoot(store, (product) => view(store, product, origin)), ...installation(scopes) }
  return graphql({ schema: policyChanged(store.ground.rows) ? changed : schema, source, rootValue, variableValues })
}

const installation = (scopes: string[]) => ({
  currentAppInstallation: {
    id: "gid://shopify/AppInstallation/1",
    accessScopes: scopes.map((handle) => ({ handle, description: handle })),
  },
})

/** A product as the schema shows it: plain fields, and functions for those with arguments. */
function view(store: ShopifyStore, product: Product, origin: string): object {
  const address = `${origin}/shopify/products/${product.handle}`
  const listed = product.status === "ACTIVE" && product.publications.length > 0
  return {
    ...product,
    onlineStoreUrl: listed ? address : null,
    onlineStorePreviewUrl: address,
    metafield: ({ namespace, key }: { namespace?: string; key: string }) =>
      product.metafields.find((field) => field.key === key && (!namespace || field.namespace === namespace)) ?? null,
    resourcePublicationsCount: () => ({ count: product.publications.length }),
    variants: () => ({ nodes: [{ ...product.variant, product: () => view(store, product, origin) }] }),
    media: ({ first = 250 }: { first?: number }) => ({ nodes: looked(store, product).slice(0, first).map(mediaOf) }),
  }
}

/** Shopify works on a picture after it took it: whoever asks the first time finds it in work. */
function looked(store: ShopifyStore, product: Product): Picture[] {
  const pictures = product.pictures.map((picture) => ({ ...picture, looks: picture.looks + 1 }))
  if (product.pictures.some(({ looks }) => looks < 2)) store.products.put(product.id, { ...product, pictures })
  return pictures
}

function mediaOf({ id, alt, looks, fault }: Picture) {
  const status = looks < 2 ? "PROCESSING" : fault ? "FAILED" : "READY"
  return { id, alt, mediaContentType: "IMAGE", status, mediaErrors: fault && status === "FAILED" ? [fault] : [] }
}

type Staged = { filename: string; mimeType: string }

function root(store: ShopifyStore, origin: string) {
  const shown = (product: Product | null) => product && view(store, product, origin)
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
    productVariants: ({ first = 50, query = "" }: { first?: number; query?: string }) => {
      const sku = /sku:"((?:[^"\\]|\\.)*)"/.exec(query)?.[1]?.replace(/\\(.)/g, "$1")
      const found = store.products.all().filter(({ variant }) => sku === undefined || variant.sku === sku)
      return { nodes: found.slice(0, first).map((product) => ({ ...product.variant, product: () => view(store, product, origin) })) }
    },
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
