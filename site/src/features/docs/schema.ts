/** What this page reads of a JSON schema; the schemas of the OpenAPI document fit it as they are. */
export type Schema = {
  $ref?: string
  type?: string | string[]
  description?: string
  properties?: Record<string, Schema>
  required?: string[]
  additionalProperties?: boolean | Schema
  items?: Schema
  anyOf?: Schema[]
  oneOf?: Schema[]
  enum?: unknown[]
  const?: unknown
  default?: unknown
  format?: string
  pattern?: string
  minLength?: number
  maxLength?: number
  minimum?: number
  maximum?: number
  exclusiveMinimum?: number | boolean
  minItems?: number
  maxItems?: number
}
export type Schemas = Readonly<Record<string, Schema>>

/** One property as a reader sees it; `children` are the properties of an object or of an array's items. */
export type Property = { name: string; type: string; required: boolean; about: string; rules: string[]; children: Property[] }

const deepest = 6
const nameOf = (ref: string) => ref.split("/").at(-1) ?? ref

/** Follows references; null for one that leads nowhere or round in a circle. */
export function resolve(schema: Schema, schemas: Schemas): Schema | null {
  let at: Schema | undefined = schema
  for (let hops = 0; at?.$ref; hops++) {
    if (hops > 8) return null
    at = schemas[nameOf(at.$ref)]
  }
  return at ?? null
}

/** The branches of a union, without the `null` one. */
function branches({ anyOf, oneOf }: Schema): { parts: Schema[]; nullable: boolean } {
  const all = anyOf ?? oneOf ?? []
  const parts = all.filter(({ type }) => type !== "null")
  return { parts, nullable: parts.length < all.length }
}

/** A schema's type in a word or two: `string`, `Money`, `Money[]`, `"a4" | "letter"`, `string or null`. */
export function typeWords(schema: Schema, schemas: Schemas): string {
  if (schema.$ref) return nameOf(schema.$ref)
  const plain = resolve(schema, schemas)
  if (!plain) return "anything"
  const { parts, nullable } = branches(plain)
  if (parts.length > 0) return [parts.map((part) => typeWords(part, schemas)).join(" or "), ...(nullable ? ["null"] : [])].join(" or ")
  if (plain.const !== undefined) return JSON.stringify(plain.const)
  if (plain.enum) return plain.enum.map((value) => JSON.stringify(value)).join(" | ")
  const types = Array.isArray(plain.type) ? plain.type : plain.type ? [plain.type] : []
  const words = types.map((type) => {
    if (type === "array") return plain.items ? arrayOf(typeWords(plain.items, schemas)) : "array"
    if (type === "object" && !plain.properties && typeof plain.additionalProperties === "object")
      return `map of ${typeWords(plain.additionalProperties, schemas)}`
    return type
  })
  return words.length > 0 ? words.join(" or ") : "anything"
}

const arrayOf = (words: string) => (/[ |]/.test(words) ? `(${words})[]` : `${words}[]`)

// zod says "a safe integer" by bounds that tell a reader nothing.
const said = (bound: number | undefined) => (bound !== undefined && Math.abs(bound) < Number.MAX_SAFE_INTEGER ? bound : undefined)

/** What a value has to keep to, each rule in a few words. */
export function rulesOf(schema: Schema): string[] {
  const { format, pattern, minLength, maxLength, minItems, maxItems, minimum, maximum, exclusiveMinimum } = schema
  return [
    ...(format ? [format] : []),
    ...range("characters", minLength, maxLength),
    ...range("items", minItems, maxItems),
    ...range("", said(minimum), said(maximum)),
    ...(typeof exclusiveMinimum === "number" ? [`more than ${exclusiveMinimum}`] : []),
    ...(pattern && !format ? [`matches ${pattern}`] : []),
    ...(schema.default === undefined ? [] : [`default ${JSON.stringify(schema.default)}`]),
  ]
}

function range(unit: string, low: number | undefined, high: number | undefined): string[] {
  const end = unit && ` ${unit}`
  if (low !== undefined && high !== undefined) return [low === high ? `${low}${end}` : `${low} to ${high}${end}`]
  if (low !== undefined) return [`at least ${low}${end}`]
  return high === undefined ? [] : [`at most ${high}${end}`]
}

/** The object inside a schema, through references, arrays, maps and unions with null; null for plain values. */
function inner(schema: Schema, schemas: Schemas): Schema | null {
  const plain = resolve(schema, schemas)
  if (!plain) return null
  if (plain.properties) return plain
  if (plain.items) return inner(plain.items, schemas)
  const { parts } = branches(plain)
  for (const part of parts) {
    const found = inner(part, schemas)
    if (found) return found
  }
  return typeof plain.additionalProperties === "object" ? inner(plain.additionalProperties, schemas) : null
}

/** The named schema that a property is, or holds as items or values. */
function namedIn(schema: Schema): string | null {
  if (schema.$ref) return nameOf(schema.$ref)
  const part = schema.items ?? branches(schema).parts[0]
  if (part) return namedIn(part)
  return typeof schema.additionalProperties === "object" ? namedIn(schema.additionalProperties) : null
}

/** The properties of a schema as a tree. A named schema inside itself is named and not unfolded again. */
export function propertiesOf(schema: Schema, schemas: Schemas, seen: readonly string[] = []): Property[] {
  const object = inner(schema, schemas)
  if (!object?.properties || seen.length > deepest) return []
  return Object.entries(object.properties).map(([name, property]) => {
    const ref = namedIn(property)
    return {
      name,
      type: typeWords(property, schemas),
      required: object.required?.includes(name) ?? false,
      about: property.description ?? resolve(property, schemas)?.description ?? "",
      rules: rulesOf(property),
      children: ref !== null && seen.includes(ref) ? [] : propertiesOf(property, schemas, [...seen, ref ?? ""]),
    }
  })
}
