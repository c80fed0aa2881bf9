import { invalidField } from "#workers/errors.ts"
import { numberOf, tagsOf } from "./csv.ts"
import { addressesModel, plain, safeUrl } from "./plain.ts"
import { emptyReading, type Entry, type Reading } from "./source.ts"

type Item = Record<string, unknown>
const isItem = (value: unknown): value is Item => typeof value === "object" && value !== null && !Array.isArray(value)

const mostEntries = 20_000

/** Reads an array of listings or tools, at the top or one or two levels below; fields go by their usual names. */
export function readJson(text: string): Reading {
  const data = parse(text)
  const lists = listsIn(data, 0).filter((list) => list.some((item) => titleOf(item) !== ""))
  const items = lists.toSorted((a, b) => weigh(b) - weigh(a))[0]
  if (isItem(data) && typeof data["$schema"] === "string" && isItem(data["properties"]))
    throw invalidField("text", "This is a JSON Schema: it describes a directory and names nothing in it.")
  if (!items) return searchesIn(data) ?? refuseJson()
  const names = categoryNames(lists.filter((list) => list !== items))
  const reading = emptyReading("shop")
  for (const item of items.slice(0, mostEntries)) {
    const entry = entryOf(item, names)
    if (entry.title === "") continue
    if (addressesModel(`${entry.title} ${entry.path.join(" ")} ${entry.text} ${entry.tags.join(" ")}`))
      reading.dropped.push({
        title: "a listing",
        cause: "speaks-to-model",
        reason: "It speaks to a model instead of describing something.",
      })
    else reading.entries.push(entry)
  }
  if (reading.entries.every((entry) => entry.path.length === 0 && entry.tags.length === 0 && entry.price === null && entry.url === null))
    reading.shape = "topics"
  else if (reading.entries.every((entry) => entry.price === null)) reading.shape = "collection"
  if (isItem(data)) reading.subject = plain(first(data, ["title", "name", "subject"]), 80) || null
  return reading
}

function refuseJson(): never {
  throw invalidField("text", "The JSON has no list of things with a title or a name, and none of searches.")
}

/** A set of queries: search engines' test sets and logs look like this. */
function searchesIn(data: unknown): Reading | null {
  const terms = listsIn(data, 0).flatMap((list) => list.map((item) => first(item, ["queryText", "query", "keyword", "search_term"])))
  const reading = emptyReading("searches")
  for (const [at, text] of terms.entries()) {
    const term = plain(text, 80).toLowerCase()
    if (addressesModel(text))
      reading.dropped.push({
        title: "a search term",
        cause: "speaks-to-model",
        reason: "It speaks to a model instead of describing something.",
      })
    else if (term.length > 1) reading.searches.push({ term, group: null, volume: null, competition: null, change: null, row: at + 1 })
  }
  return reading.searches.length > 0 ? reading : null
}

function parse(text: string): unknown {
  try {
    return JSON.parse(text.replace(/^\uFEFF/, ""))
  } catch (error) {
    throw invalidField("text", `The JSON cannot be read: ${error instanceof Error ? error.message.slice(0, 120) : "syntax error"}`)
  }
}

function listsIn(value: unknown, depth: number): Item[][] {
  if (Array.isArray(value)) return [value.filter(isItem)].filter((list) => list.length > 0)
  return isItem(value) && depth < 3 ? Object.values(value).flatMap((inner) => listsIn(inner, depth + 1)) : []
}

/** The list whose things say most about themselves is the catalogue; the others explain its ids. */
const weigh = (list: Item[]): number => list.reduce((sum, item) => sum + Object.keys(item).length, 0)

function categoryNames(lists: Item[][]): Map<string, string> {
  const pairs = lists.flat().map((item): [string, string] => [first(item, ["id", "slug", "key"]), titleOf(item)])
  return new Map(pairs.filter(([id, name]) => id !== "" && name !== ""))
}

function entryOf(item: Item, names: Map<string, string>): Entry {
  const categories = many(item, ["category", "categories", "type", "product_type", "section"]).map((name) =>
    plain(names.get(name) ?? name.replaceAll(/[-_]/g, " "), 80),
  )
  return {
    title: titleOf(item),
    url: safeUrl(first(item, ["url", "link", "website", "homepage", "href"])),
    text: plain(first(item, ["description", "summary", "body", "text"]), 600),
    path: categories.filter((name) => name !== "").slice(0, 1),
    tags: tagsOf(many(item, ["tags", "keywords", "topics", "labels"]).join(",")),
    price: numberOf(first(item, ["price", "amount", "price_usd"])) ?? nestedPrice(item),
    popularity: ["favorites", "num_favorers", "sales", "sold", "reviews", "views", "stars", "downloads"].reduce(
      (sum, key) => sum + (numberOf(first(item, [key])) ?? 0),
      0,
    ),
  }
}

/** Etsy's API writes money as {amount, divisor, currency_code}. */
function nestedPrice({ price }: Item): number | null {
  if (!isItem(price)) return null
  const amount = numberOf(first(price, ["amount", "value"]))
  return amount === null ? null : amount / (numberOf(first(price, ["divisor"])) ?? 1)
}

const titleOf = (item: Item): string => plain(first(item, ["title", "name", "product_name", "label"]), 140)

/** The first of these fields that is a text or a number. */
function first(item: Item, keys: readonly string[]): string {
  for (const key of keys) {
    const value = item[key]
    if (typeof value === "string" || typeof value === "number") return String(value)
  }
  return ""
}

function many(item: Item, keys: readonly string[]): string[] {
  for (const key of keys) {
    const value = item[key]
    if (typeof value === "string" && value !== "") return [value]
    if (isItem(value)) return [titleOf(value)]
    if (Array.isArray(value)) return value.map((part) => (isItem(part) ? titleOf(part) : String(part))).filter((part) => part !== "")
  }
  return []
}
