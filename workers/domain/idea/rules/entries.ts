import type { Difference } from "#schemas/tables/idea.ts"
import { wordsOf } from "#workers/lib/text.ts"
import type { Dropped, Entry, Reading, Search, Trend } from "./source.ts"

/** What an entry is called and says, in short: enough to tell a new revision from the old one. */
export type Row = { key: string; hash: string; section: string }

const tracking = /^(?:utm_\w+|ref|ref_src|source|fbclid|gclid|mc_[ce]id)$/i

/** One address for the ways in which people write it: no scheme, `www.`, trailing slash, fragment, `.git` or tracking. */
export function canonicalUrl(address: string): string {
  const url = new URL(address)
  const names = [...url.searchParams.keys()].filter((name) => tracking.test(name))
  for (const name of names) url.searchParams.delete(name)
  url.searchParams.sort()
  const host = url.hostname.replace(/^www\./, "")
  const path = url.pathname.replace(/\/+$/, "").replace(/\.git$/, "")
  return `${host}${/^(?:github|gitlab)\.com$/.test(host) ? path.toLowerCase() : path}${url.search}`
}

export const sectionOf = (path: readonly string[]): string => path.join(" › ").slice(0, 300)
export const keyOf = ({ url, title, path }: Entry): string =>
  url
    ? canonicalUrl(url).slice(0, 300)
    : `title:${wordsOf(`${title} ${path.at(-1) ?? ""}`)
        .join("-")
        .slice(0, 290)}`
export const trendKey = ({ keyword, region }: Trend): string => `trend:${wordsOf(keyword).join("-")}:${region.toLowerCase()}`
export const searchKey = ({ term }: Search): string => `search:${wordsOf(term).join("-").slice(0, 280)}`

/** Two hashes of 32 bits (FNV-1a with two seeds): tells revisions apart, proves nothing. */
function shortHash(text: string): string {
  const of = (seed: number) => {
    let hash = seed
    for (let at = 0; at < text.length; at++) hash = Math.imul(hash ^ text.charCodeAt(at), 0x01000193)
    return (hash >>> 0).toString(16).padStart(8, "0")
  }
  return of(0x811c9dc5) + of(0x9747b28c)
}

/** Every row of a reading, each key once. */
export function rowsIn(reading: Reading): Map<string, Row> {
  const rows = new Map<string, Row>()
  const put = (key: string, said: unknown, section = "") => {
    if (!rows.has(key)) rows.set(key, { key, hash: shortHash(JSON.stringify(said)), section })
  }
  for (const entry of reading.entries) {
    const { title, text, path, tags, price, popularity } = entry
    put(keyOf(entry), [title, text, path, tags, price, popularity], sectionOf(path))
  }
  for (const trend of reading.trends) put(trendKey(trend), trend.levels)
  for (const search of reading.searches) put(searchKey(search), [search.volume, search.competition, search.change, search.group])
  return rows
}

/** Leaves the first of entries with the same address, and says which others there were. */
export function withoutRepeats(reading: Reading): { reading: Reading; dropped: Dropped[] } {
  const seen = new Set<string>()
  const dropped: Dropped[] = []
  const entries = reading.entries.filter((entry) => {
    const key = keyOf(entry)
    if (seen.has(key)) dropped.push({ title: entry.title, cause: "duplicate", reason: "The same source names it more than once." })
    return !seen.has(key) && seen.add(key)
  })
  return { reading: { ...reading, entries }, dropped }
}

/** A name that two sellers give by accident is no address; four words and more are. */
export const tells = (key: string): boolean => (key.startsWith("title:") ? key.split("-").length >= 4 : !/^(?:trend|search):/.test(key))

/** Leaves out what other sources have said already: a copy of a list is no second voice. `known`: key → the source that has it. */
export function withoutKnown(reading: Reading, known: ReadonlyMap<string, string>): { reading: Reading; dropped: Dropped[] } {
  const dropped: Dropped[] = []
  const entries = reading.entries.filter((entry) => {
    const origin = known.get(keyOf(entry))
    if (origin) dropped.push({ title: entry.title, cause: "known", reason: `It is known already from ${origin.slice(0, 120)}.` })
    return origin === undefined
  })
  return { reading: { ...reading, entries }, dropped }
}

export type Revision = { difference: Difference; touched: (draft: { of: string[]; section: string }) => boolean }

/** What a new revision changes against the rows of the old one, and which drafts that concerns. */
export function revisionOf(now: ReadonlyMap<string, Row>, before: ReadonlyMap<string, Row>): Revision {
  const added = new Set([...now.keys()].filter((key) => !before.has(key)))
  const changed = new Set(
    [...now.values()].filter(({ key, hash }) => before.has(key) && before.get(key)?.hash !== hash).map(({ key }) => key),
  )
  const removed = [...before.values()].filter(({ key }) => !now.has(key))
  const sections = new Set(removed.map(({ section }) => section))
  return {
    difference: { added: added.size, changed: changed.size, removed: removed.length, same: now.size - added.size - changed.size },
    touched: ({ of, section }) => of.some((key) => added.has(key) || changed.has(key)) || sections.has(section),
  }
}

/** Two lists called README.md are not revisions of each other: a fifth of the smaller one has to be in both. */
export function sameOrigin(now: ReadonlyMap<string, Row>, before: ReadonlyMap<string, Row>): boolean {
  const shared = [...now.keys()].filter((key) => before.has(key)).length
  return shared * 5 >= Math.min(now.size, before.size)
}
