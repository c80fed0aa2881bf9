import { Validator, type Schema } from "@cfworker/json-schema"
import { z } from "zod"
import { canonical, sha256 } from "#workers/lib/hash.ts"
import { decided, type Place } from "./amazon-attributes.ts"
import type { AmazonAsk } from "./amazon-client.ts"
import { fieldOf } from "./amazon-issues.ts"
import { perSecond } from "./amazon-rules.ts"
import { ProductType, ProductTypes, type Attributes } from "./amazon-shapes.ts"
import { ChannelError, type Problem } from "./channel.ts"
import { call } from "./request.ts"

const Property = z.looseObject({
  maxUniqueItems: z.int().optional(),
  items: z
    .looseObject({ properties: z.record(z.string(), z.looseObject({ maxUtf8ByteLength: z.int().optional() })).default({}) })
    .optional(),
})
/** As much of a product type's schema as is looked at by name; the validator reads all of it. */
const Definition = z.looseObject({ required: z.array(z.string()).default([]), properties: z.record(z.string(), Property) })
type Definition = z.output<typeof Definition>

export type ProductDefinition = {
  displayName: string
  required: string[]
  /** Says what is wrong with attributes by Amazon's own schema, one problem an attribute. */
  problems(attributes: Attributes): Problem[]
  /** Leaves out what the product type does not know, for Amazon refuses the whole listing over it. */
  known(attributes: Attributes): Attributes
  fingerprint(): Promise<string>
}

// Schemas weigh up to a megabyte and stand for days: the last few are kept, by Amazon's own checksum.
const kept = new Map<string, { schema: Definition; validator: Validator }>()

/** The definition of the product type as Amazon enforces it today. */
export async function readDefinition(ask: AmazonAsk, fetcher: typeof fetch, place: Place): Promise<ProductDefinition> {
  const { displayName, productType, schema: link } = await askDefinition(ask, place)
  const key = `${link.link.resource.split("?")[0]} ${link.checksum}`
  const { schema, validator } = kept.get(key) ?? (await download(fetcher, link.link.resource))
  kept.set(key, { schema, validator })
  for (const old of [...kept.keys()].slice(0, -4)) kept.delete(old)
  return {
    displayName,
    required: schema.required,
    known: (attributes) => Object.fromEntries(Object.entries(attributes).filter(([name]) => name in schema.properties)),
    problems: (attributes) => [...bySchema(validator, attributes, productType), ...byVocabulary(schema, attributes)],
    fingerprint: () => sha256(canonical({ version: "2021-08-01", ...usedParts(schema) })),
  }
}

async function askDefinition(ask: AmazonAsk, { id, seller, productType, market }: Place) {
  const asked = { sellerId: seller, marketplaceIds: id, requirements: "LISTING", requirementsEnforced: "ENFORCED", locale: market.language }
  const rate = perSecond.definitions
  try {
    const path = `/definitions/2020-09-01/productTypes/${encodeURIComponent(productType)}`
    return await ask({ method: "GET", path, query: asked, rate }, ProductType)
  } catch (error) {
    // With a field it is about the keys, not about the product type.
    if (!(error instanceof ChannelError) || error.field || (error.status !== 404 && error.status !== 400)) throw error
    const query = { marketplaceIds: id, keywords: productType.replaceAll("_", " ").toLowerCase() }
    const { productTypes } = await ask({ method: "GET", path: "/definitions/2020-09-01/productTypes", query, rate }, ProductTypes)
    const names = productTypes.slice(0, 8).map(({ name, displayName }) => `${name} (${displayName})`)
    const hint = names.length ? `Amazon offers ${names.join(", ")}.` : "Look one up in Seller Central."
    throw new ChannelError("amazon", `Amazon has no product type ${productType} in this store. ${hint}`, {
      field: "AMAZON_PRODUCT_TYPE",
      status: error.status,
      cause: error,
    })
  }
}

async function download(fetcher: typeof fetch, address: string): Promise<{ schema: Definition; validator: Validator }> {
  const answer = await call("amazon", fetcher, address, {})
  const text = await answer.text()
  try {
    if (!answer.ok) throw new Error(`The schema's address answered ${answer.status}.`)
    const schema: Schema = JSON.parse(text)
    return { schema: Definition.parse(schema), validator: new Validator(schema, "2019-09", false) }
  } catch (cause) {
    throw new ChannelError("amazon", "Amazon's schema of the product type could not be read.", { retryable: true, cause })
  }
}

/** Only the errors at the leaves: the keywords around them just repeat that something inside is wrong. */
const around = new Set(["properties", "items", "allOf", "anyOf", "oneOf", "if", "then", "else", "$ref", "additionalProperties"])

function bySchema(validator: Validator, attributes: Attributes, productType: string): Problem[] {
  const problems = new Map<string, Problem>()
  for (const { keyword, instanceLocation, error } of validator.validate(attributes).errors) {
    if (around.has(keyword)) continue
    const inside = instanceLocation.split("/")[1]
    const name = inside ?? /required property "([^"]+)"/.exec(error)?.[1]
    const { field, says } = fieldOf(name)
    const problem = inside
      ? { field, message: `Amazon's definition of ${productType} does not take the ${says}: ${error}`, fix: `Change the ${says}.` }
      : { field, message: `Amazon's definition of ${productType} wants the ${says}.`, fix: `Give ${name ?? "it"} in AMAZON_ATTRIBUTES.` }
    problems.set(name ?? error, problems.get(name ?? error) ?? problem)
  }
  return [...problems.values()]
}

/** The two limits of Amazon's own vocabulary, which plain JSON Schema validators pass over. */
function byVocabulary({ properties }: Definition, attributes: Attributes): Problem[] {
  return Object.entries(attributes).flatMap(([name, list]) => {
    const { maxUniqueItems = Infinity, items } = properties[name] ?? {}
    const { field, says } = fieldOf(name)
    const most = items?.properties["value"]?.maxUtf8ByteLength ?? Infinity
    const bytes = Math.max(0, ...list.map(({ value }) => (typeof value === "string" ? new TextEncoder().encode(value).length : 0)))
    const many = { field, message: `The ${says} has ${list.length} entries; ${maxUniqueItems} fit.`, fix: "Leave some out." }
    const long = { field, message: `The ${says} has ${bytes} bytes; ${most} fit.`, fix: "Shorten it." }
    return [...(list.length > maxUniqueItems ? [many] : []), ...(bytes > most ? [long] : [])]
  })
}

/** What this adapter leans on, without the labels and examples that Amazon rewrites every week. */
function usedParts({ required, properties }: Definition) {
  const used = [...decided, "brand", "condition_type", "fulfillment_availability", "supplier_declared_has_product_identifier_exemption"]
  const bare: unknown = JSON.parse(
    JSON.stringify(Object.fromEntries(used.map((name) => [name, properties[name] ?? null])), (key, value: unknown) =>
      ["title", "description", "examples", "enumNames"].includes(key) && typeof value !== "object"
        ? undefined
        : key === "examples"
          ? undefined
          : value,
    ),
  )
  return { required: required.toSorted(), bare }
}
