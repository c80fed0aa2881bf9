import type { APIRoute } from "astro"
import { brand } from "#seeds/brand.ts"
import { markSvg } from "../features/brand/mark.ts"

export const GET: APIRoute = () =>
  new Response(markSvg(brand), { headers: { "content-type": "image/svg+xml", "cache-control": "public, max-age=86400" } })
