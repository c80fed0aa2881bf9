import type { Brand } from "#schemas/brand.ts"
import type { ProductPage } from "#schemas/product.ts"
import { kindWords } from "#site/src/features/product/kinds.ts"
import { decimalPrice } from "#site/src/features/product/words.ts"

type Json = string | number | boolean | null | Json[] | { [name: string]: Json }

const absolute = (origin: string, url: string) => new URL(url, `${origin}/`).href

/** schema.org Product with its Offer. Ratings and reviews are there only when buyers wrote some. */
export function productJsonLd(origin: string, brand: Pick<Brand, "name" | "legalName">, product: ProductPage): Json {
  const url = `${origin}/products/${product.slug}`
  return {
    "@context": "https://schema.org",
    "@type": "Product",
    "@id": `${url}#product`,
    name: product.title,
    description: product.copy.seoDescription,
    image: product.gallery.map((image) => absolute(origin, image.url)),
    sku: product.id,
    category: kindWords[product.kind].many,
    brand: { "@type": "Brand", name: brand.name },
    audience: { "@type": "Audience", audienceType: product.audience },
    offers: {
      "@type": "Offer",
      url,
      price: decimalPrice(product.price),
      priceCurrency: product.price.currency,
      availability: "https://schema.org/InStock",
      itemCondition: "https://schema.org/NewCondition",
      seller: { "@type": "Organization", name: brand.legalName },
    },
    ...(product.rating && {
      aggregateRating: { "@type": "AggregateRating", ratingValue: product.rating.average, reviewCount: product.rating.count },
    }),
    ...(product.reviews.length > 0 && {
      review: product.reviews.map((review) => ({
        "@type": "Review",
        reviewRating: { "@type": "Rating", ratingValue: review.rating, bestRating: 5 },
        author: { "@type": "Person", name: review.author },
        reviewBody: review.text,
        datePublished: review.writtenAt,
      })),
    }),
  }
}

/** schema.org BreadcrumbList of [name, path] pairs, from the shop's door to the page. */
export function breadcrumbJsonLd(origin: string, trail: readonly (readonly [name: string, path: string])[]): Json {
  return {
    "@context": "https://schema.org",
    "@type": "BreadcrumbList",
    itemListElement: trail.map(([name, path], at) => ({ "@type": "ListItem", position: at + 1, name, item: origin + path })),
  }
}

/** schema.org OnlineStore, for the home page. */
export function storeJsonLd(origin: string, brand: Pick<Brand, "name" | "legalName" | "about" | "supportEmail">): Json {
  return {
    "@context": "https://schema.org",
    "@type": "OnlineStore",
    name: brand.name,
    legalName: brand.legalName,
    description: brand.about,
    url: `${origin}/`,
    logo: `${origin}/favicon.svg`,
    contactPoint: { "@type": "ContactPoint", contactType: "customer support", email: brand.supportEmail, url: `${origin}/help` },
  }
}

/** JSON that may stand inside a script element: no `<` can end it. */
export const scriptJson = (value: Json): string => JSON.stringify(value).replaceAll("<", String.raw`\u003c`)
