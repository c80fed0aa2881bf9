import type { APIRoute } from "astro"
import { everyProduct } from "../features/catalogue/every-product.ts"
import { sitemap } from "../features/seo/sitemap.ts"
import { xmlReply } from "../features/seo/xml.ts"

export const GET: APIRoute = async ({ locals }) => xmlReply(sitemap(locals.publicUrl, await everyProduct(locals.shop)), "application/xml")
