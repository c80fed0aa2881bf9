import { XMLParser, XMLValidator } from "fast-xml-parser"
import { expect, test } from "vitest"
import type { ProductCard, ProductPage } from "#schemas/product.ts"
import { feed } from "./feed.ts"
import { breadcrumbJsonLd, productJsonLd, scriptJson } from "./json-ld.ts"
import { sitemap } from "./sitemap.ts"

const origin = "https://shop.example"
const brand = { name: "Paper & Co", legalName: "Paper & Co Goods", tagline: "Papers <for> people" }
const parser = new XMLParser({ ignoreAttributes: false, isArray: (name) => name === "url" || name === "entry" })

const card: ProductCard = {
  id: "prd_1",
  slug: "tax-workbook",
  title: `Tax & "Totals" <Workbook> \u0007for 2027`,
  kind: "workbook",
  category: "finance",
  audience: "freelancers",
  summary: "8 sheets, 1,240 formulas.",
  price: { amount: 1750, currency: "USD" },
  cover: { url: "/assets/c.png", alt: "Cover", width: 2000, height: 2000 },
  thumb: { url: "/assets/t.png", alt: "Cover", width: 800, height: 800 },
  rating: null,
  publishedAt: "2026-11-22T09:00:00.000Z",
}

const product: ProductPage = {
  ...card,
  copy: {
    title: card.title,
    bullets: [],
    description: "",
    tags: [],
    seoTitle: "",
    seoDescription: "Ends </script> here",
    coverAlt: "",
    faq: [],
  },
  gallery: [card.cover, { url: "https://cdn.example/p1.png", alt: "Page 1", width: 1400, height: 1980 }],
  facts: { files: 1, bytes: 1, formats: ["XLSX"], pages: {}, papers: [], words: 0, counts: {} },
  files: [],
  scorecard: { rubric: "r", threshold: 4, overall: 4.5, pass: true, scores: [] },
  composer: "embedded:composer",
  madeAt: card.publishedAt,
  updatedAt: card.publishedAt,
  listings: [],
  reviews: [],
  related: [],
}

test("the feed is well-formed Atom with every required element, whatever stands in a title", () => {
  const xml = feed(origin, brand, [card, { ...card, slug: "b", publishedAt: "2026-11-21T00:00:00.000Z" }], new Date(0))
  expect(XMLValidator.validate(xml)).toBe(true)
  const { feed: atom } = parser.parse(xml)
  expect(atom).toMatchObject({
    id: `${origin}/feed.xml`,
    updated: card.publishedAt,
    title: "Paper & Co: newest goods",
    subtitle: brand.tagline,
  })
  expect(atom.entry).toHaveLength(2)
  expect(atom.entry[0]).toMatchObject({
    id: `${origin}/products/tax-workbook`,
    title: `Tax & "Totals" <Workbook> for 2027`,
    updated: card.publishedAt,
    summary: "8 sheets, 1,240 formulas. $17.50.",
  })
  expect(XMLValidator.validate(feed(origin, brand, [], new Date(0)))).toBe(true)
})

test("the sitemap lists every good and kind on sale by absolute address, and is well-formed", () => {
  const xml = sitemap(origin, [card, { ...card, slug: "b&c" }])
  expect(XMLValidator.validate(xml)).toBe(true)
  const urls: { loc: string; lastmod?: string }[] = parser.parse(xml).urlset.url
  const places = urls.map(({ loc }) => loc)
  expect(new Set(places).size).toBe(places.length)
  expect(places.every((loc) => loc.startsWith(`${origin}/`))).toBe(true)
  expect(places).toContain(`${origin}/products?kind=workbook`)
  expect(places).toContain(`${origin}/products/b%26c`)
  expect(places.some((loc) => /cart|orders|checkout/.test(loc))).toBe(false)
})

test("a product's JSON-LD has what a search engine requires, with absolute pictures, and claims no rating that nobody gave", () => {
  const plain = JSON.parse(scriptJson(productJsonLd(origin, brand, product)))
  expect(plain).toMatchObject({ "@type": "Product", name: card.title, sku: "prd_1", brand: { name: "Paper & Co" } })
  expect(plain.image).toEqual([`${origin}/assets/c.png`, "https://cdn.example/p1.png"])
  expect(plain.offers).toMatchObject({ "@type": "Offer", price: "17.50", priceCurrency: "USD", url: `${origin}/products/tax-workbook` })
  expect(plain.offers.availability).toBe("https://schema.org/InStock")
  expect(Object.keys(plain)).not.toEqual(expect.arrayContaining(["aggregateRating"]))
  expect(Object.keys(plain)).not.toEqual(expect.arrayContaining(["review"]))

  const review = { id: "rev_1", rating: 4, text: "Good.", author: "Mara", writtenAt: card.publishedAt }
  const rated = JSON.parse(scriptJson(productJsonLd(origin, brand, { ...product, rating: { average: 4, count: 1 }, reviews: [review] })))
  expect(rated.aggregateRating).toMatchObject({ ratingValue: 4, reviewCount: 1 })
  expect(rated.review[0]).toMatchObject({ author: { name: "Mara" }, reviewRating: { ratingValue: 4 } })
})

test("JSON-LD cannot end its script element, and breadcrumbs count from one", () => {
  expect(scriptJson(productJsonLd(origin, brand, product))).not.toContain("<")
  const crumbs = breadcrumbJsonLd(origin, [
    ["Home", "/"],
    ["Workbooks", "/products?kind=workbook"],
  ])
  expect(crumbs).toMatchObject({
    itemListElement: [
      { position: 1, item: `${origin}/` },
      { position: 2, name: "Workbooks" },
    ],
  })
})
