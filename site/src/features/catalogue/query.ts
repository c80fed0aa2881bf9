import type { z } from "zod"
import { ProductSearch } from "#schemas/product.ts"

export type Search = z.infer<typeof ProductSearch>

/** The search that an address asks for. What cannot be read is left out: an old or mistyped link still shows the shelf. */
export function readSearch(params: URLSearchParams): Search {
  const asked: Record<string, string> = {}
  for (const name of Object.keys(ProductSearch.shape)) {
    const value = params.get(name)?.trim()
    if (value) asked[name] = name === "q" ? value.slice(0, 200) : value
  }
  const parsed = ProductSearch.safeParse(asked)
  if (parsed.success) return parsed.data
  for (const issue of parsed.error.issues) delete asked[String(issue.path[0])]
  return ProductSearch.parse(asked)
}

const defaults = ProductSearch.parse({})

/** The address of a search with some of it changed; the cursor goes unless it is what changes. `undefined` takes a filter off. */
export function searchHref(search: Search, change: { [K in keyof Search]?: Search[K] | undefined } = {}): string {
  const next: Partial<Record<keyof Search, string | number | undefined>> = { ...search, cursor: undefined, ...change }
  const params = new URLSearchParams()
  for (const [name, value] of Object.entries(next)) {
    if (value === undefined || value === "" || value === defaults[name as keyof Search]) continue
    params.set(name, String(value))
  }
  const query = params.toString()
  return query === "" ? "/products" : `/products?${query}`
}

/** True when anything but the order narrows the shelf. */
export const isNarrowed = (search: Search): boolean => search.q !== "" || search.kind !== undefined || search.maxPrice !== undefined
