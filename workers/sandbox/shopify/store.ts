import type { Ground } from "../twin.ts"

/** `looks`: how often it was asked about; `fault`: why it cannot be used, found while processing. */
export type Picture = { id: string; alt: string | null; source: string; looks: number; fault: { code: string; message: string } | null }
/** Amounts in cents. */
export type Order = {
  n: number
  productId: string
  title: string
  sku: string | null
  quantity: number
  unit: number
  tax: number
  refunded: number
  createdAt: string
  updatedAt: string
}
export type Product = {
  id: string
  handle: string
  title: string
  descriptionHtml: string
  status: "ACTIVE" | "ARCHIVED" | "DRAFT" | "UNLISTED"
  tags: string[]
  vendor: string
  productType: string
  metafields: { namespace: string; key: string; value: string }[]
  variant: { id: string; price: string; sku: string | null; requiresShipping: boolean }
  pictures: Picture[]
  publications: string[]
  createdAt: string
  updatedAt: string
}
export type Upload = { id: string; filename: string; mimeType: string; done: boolean; fault?: Picture["fault"] }

/** What the shop of the twin is. */
export const shop = { name: "Sandbox Shop", currencyCode: "USD" }
export const publications = ["gid://shopify/Publication/1", "gid://shopify/Publication/2"]

/** Everything that the Shopify twin remembers. Products are kept by their global id. */
export function shopifyStore(ground: Ground) {
  const { rows } = ground
  const products = rows.of<Product>("product")
  return {
    ground,
    products,
    orders: rows.of<Order>("order"),
    uploads: rows.of<Upload>("upload"),
    bucket: rows.of<{ available: number; at: number }>("bucket"),
    byHandle: (handle: string) => products.all().find((product) => product.handle === handle) ?? null,
    gid: (type: string) => `gid://shopify/${type}/${rows.next("gid", 9_000_000_000)}`,
    now: () => new Date(ground.now()).toISOString(),
  }
}
export type ShopifyStore = ReturnType<typeof shopifyStore>
