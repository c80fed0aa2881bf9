import type { ProductCard } from "#schemas/product.ts"
import { element } from "./xml.ts"

const fixed = ["/", "/products", "/help", "/status", "/policies/terms", "/policies/privacy", "/policies/refunds", "/policies/licence"]

/** A sitemap (sitemaps.org 0.9) of the shop's public pages and the given goods. */
export function sitemap(origin: string, goods: readonly Pick<ProductCard, "slug" | "publishedAt" | "kind">[]): string {
  const kinds = [...new Set(goods.map(({ kind }) => kind))].map((kind) => `/products?kind=${kind}`)
  const pages = [...fixed, ...kinds].map((path) => `<url>${element("loc", origin + path)}</url>`)
  const products = goods.map(
    ({ slug, publishedAt }) =>
      `<url>${element("loc", `${origin}/products/${encodeURIComponent(slug)}`)}${element("lastmod", publishedAt)}</url>`,
  )
  return `<urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9">${[...pages, ...products].join("")}</urlset>`
}
