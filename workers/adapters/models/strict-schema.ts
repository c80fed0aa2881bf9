import { z } from "zod"
import type { JsonSchema } from "./model.ts"

const isNode = (value: unknown): value is JsonSchema => typeof value === "object" && value !== null && !Array.isArray(value)
/** Keywords that OpenAI's strict mode does not know; the validator checks them afterwards, and the model is told in words. */
const unknown = ["$schema", "minLength", "maxLength", "default", "propertyNames", "format", "exclusiveMinimum", "exclusiveMaximum"]

/** The shape of an answer as plain JSON Schema, as a model should write it. */
export function answerSchema(output: z.ZodType): JsonSchema {
  const { $schema: _dialect, ...schema } = z.toJSONSchema(output, { unrepresentable: "any", io: "input" })
  return schema
}

/** Whether strict mode can say it: objects with free keys it cannot. */
export function fitsStrict(schema: unknown): boolean {
  if (Array.isArray(schema)) return schema.every(fitsStrict)
  if (!isNode(schema)) return true
  return !isNode(schema.additionalProperties) && !("prefixItems" in schema) && Object.values(schema).every(fitsStrict)
}

/** For strict mode every property is required; one that may be absent may be null instead. */
export function strictSchema(schema: JsonSchema): JsonSchema {
  const words = [schema.description, limits(schema)].filter(Boolean).join(" ")
  const kept = Object.entries(schema).filter(([key]) => !unknown.includes(key) && key !== "description")
  const out: Record<string, unknown> = words ? { description: words } : {}
  for (const [key, value] of kept) {
    if (key === "properties" && isNode(value)) {
      const required = Array.isArray(schema.required) ? schema.required : []
      const entries = Object.entries(value).map(([name, inner]): [string, unknown] => {
        const strict = isNode(inner) ? strictSchema(inner) : inner
        return [name, required.includes(name) ? strict : { anyOf: [strict, { type: "null" }] }]
      })
      out.properties = Object.fromEntries(entries)
      out.required = Object.keys(value)
      out.additionalProperties = false
    } else if (key === "required" || key === "additionalProperties") continue
    else if (key === "oneOf" || key === "anyOf")
      out.anyOf = Array.isArray(value) ? value.map((one) => (isNode(one) ? strictSchema(one) : one)) : value
    else out[key] = isNode(value) ? strictSchema(value) : value
  }
  return out
}

function limits({ minLength, maxLength, format, exclusiveMinimum }: JsonSchema): string {
  const parts = [
    typeof minLength === "number" && minLength > 0 ? `at least ${minLength} characters` : "",
    typeof maxLength === "number" ? `at most ${maxLength} characters` : "",
    typeof format === "string" ? `a ${format}` : "",
    typeof exclusiveMinimum === "number" ? `more than ${exclusiveMinimum}` : "",
  ].filter(Boolean)
  return parts.length > 0 ? `(${parts.join(", ")})` : ""
}

/** Takes the nulls out again that strict mode put where a property may be absent. */
export function withoutNulls(value: unknown, schema: unknown): unknown {
  if (Array.isArray(value)) return value.map((one) => withoutNulls(one, isNode(schema) ? schema.items : undefined))
  if (!isNode(value)) return value
  const { properties, required } = chosen(value, schema)
  return Object.fromEntries(
    Object.entries(value).flatMap(([key, inner]) => {
      const optional = isNode(properties) && key in properties && !(Array.isArray(required) && required.includes(key))
      if (inner === null && optional) return []
      return [[key, withoutNulls(inner, isNode(properties) ? properties[key] : undefined)]]
    }),
  )
}

/** Of several shapes, the one whose constants the value has. */
function chosen(value: JsonSchema, schema: unknown): JsonSchema {
  if (!isNode(schema)) return {}
  const shapes = schema.oneOf ?? schema.anyOf
  if (!Array.isArray(shapes)) return schema
  const fits = shapes.filter(isNode).find(({ properties }) => {
    if (!isNode(properties)) return false
    return Object.entries(properties).every(([key, inner]) => !isNode(inner) || !("const" in inner) || inner.const === value[key])
  })
  return fits ?? {}
}
