import { z } from "zod"
import { canonical, sha256 } from "#workers/lib/hash.ts"
import { ChannelError, type Contract } from "./channel.ts"
import { etsyUses, type Use } from "./etsy-uses.ts"
import { call, worthRetrying } from "./request.ts"

const Json = z.record(z.string(), z.unknown())
const Parameter = z.object({ name: z.string(), in: z.string(), required: z.boolean().optional(), schema: Json.optional() })
const Content = z.object({ schema: Json })
const Operation = z.object({
  operationId: z.string(),
  parameters: z.array(Parameter).optional(),
  requestBody: z.object({ content: z.record(z.string(), Content) }).optional(),
  responses: z.record(z.string(), z.object({ content: z.record(z.string(), Content).optional() })),
})
type Operation = z.output<typeof Operation>
const Document = z.object({
  paths: z.record(z.string(), Json),
  components: z.object({ schemas: z.record(z.string(), Json).optional() }).optional(),
})
type Document = z.output<typeof Document>

const objectIn = (value: unknown): Record<string, unknown> => Json.safeParse(value).data ?? {}
const namesIn = (value: unknown): string[] => z.array(z.string()).safeParse(value).data ?? []

/** Follows references, and what stands alone in a choice or a list, to the schema itself. */
function resolved(document: Document, schema: Record<string, unknown>): Record<string, unknown> {
  const name = typeof schema.$ref === "string" ? schema.$ref.split("/").at(-1) : undefined
  if (name) return resolved(document, document.components?.schemas?.[name] ?? {})
  const choice = schema.oneOf ?? schema.allOf ?? schema.anyOf
  if (Array.isArray(choice) && choice.length)
    return resolved(document, { ...objectIn(choice[0]), ...(schema.nullable ? { nullable: true } : {}) })
  return schema.type === "array" && schema.items ? resolved(document, objectIn(schema.items)) : schema
}

const spelled = (schema: Record<string, unknown>) => `${String(schema.type ?? "any")}${schema.nullable ? "?" : ""}`

/** `name` is one of ours, or has to be given although we never do; `name=value` asks whether the value is still known. */
function sent(document: Document, { parameters = [], requestBody }: Operation, { sends }: Use): Record<string, unknown> {
  const wanted = new Map(sends.map((one) => [one.split("=")[0], one.split("=")[1]]))
  const tell = (name: string, schema: Record<string, unknown>, required: boolean) => {
    const value = wanted.get(name)
    const known = schema.enum ?? objectIn(schema.items).enum
    return `${String(schema.type ?? "any")}${required ? "!" : ""}${value ? ` ${value}:${!Array.isArray(known) || known.includes(value)}` : ""}`
  }
  const told: Record<string, unknown> = {}
  for (const { name, in: where, required = false, schema = {} } of parameters)
    if (wanted.has(name) || required) told[`${where} ${name}`] = tell(name, schema, required)
  for (const [type, { schema }] of Object.entries(requestBody?.content ?? {})) {
    const whole = resolved(document, schema)
    const required = namesIn(whole.required)
    for (const [name, property] of Object.entries(objectIn(whole.properties)))
      if (wanted.has(name) || required.includes(name)) told[`${type} ${name}`] = tell(name, objectIn(property), required.includes(name))
  }
  return told
}

function read(document: Document, { responses }: Operation, { reads }: Use): Record<string, unknown> {
  const success = Object.entries(responses).find(([status]) => status.startsWith("2"))
  const whole = success?.[1].content?.["application/json"]?.schema
  const told = reads.map((path): [string, string | null] => {
    let schema = resolved(document, whole ?? {})
    for (const part of path.split(".")) {
      const next = objectIn(schema.properties)[part]
      if (!next) return [path, null]
      schema = resolved(document, objectIn(next))
    }
    return [path, spelled(schema)]
  })
  return { status: success?.[0] ?? null, ...Object.fromEntries(told) }
}

/** The part of Etsy's OpenAPI document that we stand on: each operation's place, what we send to it and what we read from it. */
export function etsyPart(raw: unknown): Record<string, unknown> {
  const document = Document.parse(raw)
  const places = new Map<string, { at: string; operation: Operation }>()
  for (const [path, methods] of Object.entries(document.paths))
    for (const [method, one] of Object.entries(methods)) {
      const operation = Operation.safeParse(one)
      if (operation.success) places.set(operation.data.operationId, { at: `${method} ${path}`, operation: operation.data })
    }
  return Object.fromEntries(
    Object.entries(etsyUses).map(([id, use]) => {
      const found = places.get(id)
      return [id, found ? { at: found.at, sends: sent(document, found.operation, use), reads: read(document, found.operation, use) } : null]
    }),
  )
}

/** Etsy has one version, so only the fingerprint tells that it changed. The document is public and needs no key. */
export const etsyContract = (origin: string, fetcher: typeof fetch): Contract => ({
  version: null,
  sunset: null,
  async fingerprint() {
    const answer = await call("etsy", fetcher, `${origin}/openapi/generated/oas/3.0.0.json`, { method: "GET" })
    if (answer.ok) return sha256(canonical(etsyPart(await answer.json())))
    throw new ChannelError("etsy", `Etsy's OpenAPI document answered ${answer.status}.`, {
      status: answer.status,
      retryable: worthRetrying(answer.status),
    })
  },
})
