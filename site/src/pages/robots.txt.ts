import type { APIRoute } from "astro"

const closed = ["/cart", "/checkout", "/orders/", "/console", "/v1/", "/downloads/", "/products?*q="]

export const GET: APIRoute = ({ locals }) => {
  const lines = ["User-agent: *", ...closed.map((path) => `Disallow: ${path}`), "", `Sitemap: ${locals.publicUrl}/sitemap.xml`, ""]
  return new Response(lines.join("\n"), { headers: { "content-type": "text/plain; charset=utf-8" } })
}
