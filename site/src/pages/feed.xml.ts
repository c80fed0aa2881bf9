import type { APIRoute } from "astro"
import { brand } from "#seeds/brand.ts"
import { feed } from "../features/seo/feed.ts"
import { xmlReply } from "../features/seo/xml.ts"

export const GET: APIRoute = async ({ locals }) => {
  const { items } = await locals.shop.product.search({ sort: "newest", limit: 30 })
  return xmlReply(feed(locals.publicUrl, brand, items, new Date()), "application/atom+xml")
}
