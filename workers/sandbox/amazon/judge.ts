import { Validator, type Schema } from "@cfworker/json-schema"
import { gateFor } from "./restrictions.ts"
import { schemaOf } from "./schema.ts"
import type { Attributes, Issue } from "./store.ts"

const issue = (code: string, message: string, attribute: string, category: string): Issue => ({
  code,
  message,
  severity: "ERROR",
  attributeNames: [attribute],
  categories: [category],
})
const bytes = (value: unknown) => (typeof value === "string" ? new TextEncoder().encode(value).length : 0)

/** What Amazon finds at once: the schema, its own vocabulary, the rules on titles, and goods that need approval. */
export function judge(attributes: Attributes, changed: boolean): Issue[] {
  const schema = schemaOf(changed)
  const plain: Schema = JSON.parse(JSON.stringify(schema))
  const found = new Map<string, Issue>()
  for (const name of schema.required)
    if (!attributes[name]?.length) found.set(name, issue("90220", `'${name}' is required but not supplied.`, name, "MISSING_ATTRIBUTE"))
  for (const [name, value] of Object.entries(attributes)) {
    const property = schema.properties[name]
    const most = property?.maxUniqueItems ?? 0
    const limit = Reflect.get(property?.items.properties.value ?? {}, "maxUtf8ByteLength") ?? Infinity
    if (!property) found.set(name, issue("90000900", "The attributes are invalid.", name, "INVALID_ATTRIBUTE"))
    else if (value.length > most) found.set(name, issue("90244", `'${name}' takes ${most} values.`, name, "INVALID_ATTRIBUTE"))
    else if (value.some((one) => bytes(one.value) > limit))
      found.set(name, issue("90117", `'${name}' exceeds the maximum length.`, name, "INVALID_ATTRIBUTE"))
  }
  for (const { instanceLocation, error } of new Validator(plain, "2019-09", false).validate(attributes).errors) {
    const name = instanceLocation.split("/")[1]
    if (name && !found.has(name)) found.set(name, issue("99022", `The value of '${name}' is not valid. ${error}`, name, kindOf(name)))
  }
  const title = String(attributes.item_name?.[0]?.value ?? "")
  if (/[!$?_{}^¬¦]/.test(title) && !found.has("item_name"))
    found.set("item_name", issue("99300", "The title has characters that are not allowed.", "item_name", "INVALID_ATTRIBUTE"))
  if (repeated(title) && !found.has("item_name"))
    found.set("item_name", issue("99301", "The title has the same word more than twice.", "item_name", "INVALID_ATTRIBUTE"))
  if (gateFor(title)?.reasonCode === "APPROVAL_REQUIRED" && /unlicensed/i.test(title))
    found.set("gate", issue("5886", "You need approval to list this brand.", "brand", "QUALIFICATION_REQUIRED"))
  return [...found.values()]
}

const joint = /^(a|an|the|and|or|for|of|in|on|to|with|by|from|at|as|nor|but|into|over|without|under|per)$/
function repeated(title: string): boolean {
  const words = title.toLowerCase().split(/[^\p{L}\p{N}'’+#-]+/u)
  return words.some((word) => word && !joint.test(word) && words.filter((one) => one === word).length > 2)
}

const kindOf = (name: string) =>
  name.includes("image") ? "INVALID_IMAGE" : /price|offer/.test(name) ? "INVALID_PRICE" : "INVALID_ATTRIBUTE"

/** What Amazon finds only when it works the submission off. A picture named too-small plays one under 500 pixels. */
export function judgeLate(attributes: Attributes): Issue[] {
  const source = String(attributes.main_product_image_locator?.[0]?.media_location ?? "")
  if (!/too-small/.test(source)) return []
  const small = issue(
    "18086",
    "The main image is smaller than 500 pixels on its longest side.",
    "main_product_image_locator",
    "INVALID_IMAGE",
  )
  return [{ ...small, enforcements: { actions: [{ action: "LISTING_SUPPRESSED" }], exemption: { status: "NOT_EXEMPT" } } }]
}
