import { resolve, type Schema, type Schemas } from "./schema.ts"

const formats: Record<string, string> = { uri: "https://example.com/page", email: "buyer@example.com", "date-time": "2026-11-22T09:00:00Z" }

/** Values that work against a running shop, by the property's name; everything else comes from its schema. */
const known: Record<string, unknown> = {
  category: "freelance finances",
  audience: "freelance designers",
  keywords: ["budget", "invoice"],
  channel: ["storefront"],
  currency: "USD",
}

/** An example that its schema accepts: required properties only, the first of every choice. */
export function exampleOf(schema: Schema, schemas: Schemas, name = "", depth = 0): unknown {
  const plain = resolve(schema, schemas)
  if (!plain || depth > 8) return null
  if (name in known) return known[name]
  if (plain.default !== undefined) return plain.default
  if (plain.const !== undefined) return plain.const
  if (plain.enum) return plain.enum[0]
  const union = plain.anyOf ?? plain.oneOf
  if (union?.[0]) return exampleOf(union[0], schemas, name, depth + 1)
  const type = Array.isArray(plain.type) ? plain.type[0] : plain.type
  if (type === "object") {
    const wanted = Object.entries(plain.properties ?? {}).filter(([key]) => plain.required?.includes(key))
    return Object.fromEntries(wanted.map(([key, value]) => [key, exampleOf(value, schemas, key, depth + 1)]))
  }
  if (type === "array") return plain.items ? [exampleOf(plain.items, schemas, "", depth + 1)] : []
  if (type === "integer" || type === "number") return plain.minimum !== undefined && plain.minimum > 0 ? plain.minimum : 1
  if (type === "boolean") return true
  return formats[plain.format ?? ""] ?? `…${name}`
}
