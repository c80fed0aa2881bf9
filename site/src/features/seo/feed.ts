import type { Brand } from "#schemas/brand.ts"
import type { ProductCard } from "#schemas/product.ts"
import { price } from "#site/src/features/product/words.ts"
import { element, xmlText } from "./xml.ts"

/** An Atom feed (RFC 4287) of the newest goods. `now` dates a feed that has no entries yet. */
export function feed(origin: string, brand: Pick<Brand, "name" | "tagline">, goods: readonly ProductCard[], now: Date): string {
  const updated =
    goods
      .map(({ publishedAt }) => publishedAt)
      .sort()
      .at(-1) ?? now.toISOString()
  const entries = goods.map((good) => {
    const url = `${origin}/products/${encodeURIComponent(good.slug)}`
    return [
      "<entry>",
      element("id", url),
      element("title", good.title),
      `<link href="${xmlText(url)}"/>`,
      element("published", good.publishedAt),
      element("updated", good.publishedAt),
      `<category term="${xmlText(good.kind)}"/>`,
      element("summary", `${good.summary} ${price(good.price)}.`),
      "</entry>",
    ].join("")
  })
  return [
    `<feed xmlns="http://www.w3.org/2005/Atom">`,
    element("id", `${origin}/feed.xml`),
    element("title", `${brand.name}: newest goods`),
    element("subtitle", brand.tagline),
    `<link rel="self" href="${xmlText(`${origin}/feed.xml`)}"/><link href="${xmlText(`${origin}/`)}"/>`,
    element("updated", updated),
    `<author>${element("name", brand.name)}</author>`,
    ...entries,
    "</feed>",
  ].join("")
}
