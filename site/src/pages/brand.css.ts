import type { APIRoute } from "astro"
import { sheet } from "../features/brand/sheet.ts"

/** The brand's colours, type and faces. Its address carries a fingerprint, so it may be kept for ever. */
export const GET: APIRoute = () =>
  new Response(sheet, { headers: { "content-type": "text/css; charset=utf-8", "cache-control": "public, max-age=31536000, immutable" } })
