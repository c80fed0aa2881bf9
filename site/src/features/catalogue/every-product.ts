import type { ProductCard, ProductList } from "#schemas/product.ts"

type Finder = { product: { search(input: { sort: "newest"; limit: number; cursor?: string | undefined }): Promise<ProductList> } }

/** All goods on sale, newest first, read page by page; stops at `most`, which is what one sitemap may list. */
export async function everyProduct(shop: Finder, most = 45_000): Promise<ProductCard[]> {
  const found: ProductCard[] = []
  let cursor: string | undefined
  do {
    const page = await shop.product.search({ sort: "newest", limit: 60, cursor })
    found.push(...page.items)
    cursor = page.nextCursor ?? undefined
  } while (cursor !== undefined && found.length < most)
  return found.slice(0, most)
}
