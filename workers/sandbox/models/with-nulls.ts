type Node = Record<string, unknown>
const isNode = (value: unknown): value is Node => typeof value === "object" && value !== null && !Array.isArray(value)

/** In strict mode OpenAI writes every property of the schema; what the answer leaves out is null. */
export function withNulls(value: unknown, schema: unknown): unknown {
  const shape = shapeFor(value, schema)
  if (Array.isArray(value)) return value.map((one) => withNulls(one, shape.items))
  const { properties } = shape
  if (!isNode(value) || !isNode(properties)) return value
  return Object.fromEntries(Object.entries(properties).map(([key, inner]) => [key, key in value ? withNulls(value[key], inner) : null]))
}

function shapeFor(value: unknown, schema: unknown): Node {
  if (!isNode(schema)) return {}
  if (!Array.isArray(schema.anyOf)) return schema
  const fits = (shape: Node) =>
    isNode(value) && isNode(shape.properties)
      ? Object.entries(shape.properties).every(([key, inner]) => !isNode(inner) || !("const" in inner) || inner.const === value[key])
      : shape.type === (Array.isArray(value) ? "array" : typeof value)
  return schema.anyOf.filter(isNode).find(fits) ?? {}
}
