import type { APIRoute } from "astro"
import { brand } from "#seeds/brand.ts"

/** RFC 9116. The file vouches for itself for ninety days from the moment it is read. */
export const GET: APIRoute = ({ locals }) => {
  const expires = new Date(Date.now() + 90 * 86_400_000).toISOString()
  const lines = [
    `Contact: mailto:${brand.supportEmail}`,
    `Expires: ${expires}`,
    "Preferred-Languages: en",
    `Canonical: ${locals.publicUrl}/.well-known/security.txt`,
    "",
  ]
  return new Response(lines.join("\n"), { headers: { "content-type": "text/plain; charset=utf-8" } })
}
