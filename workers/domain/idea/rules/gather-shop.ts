import { screenPolicy } from "#seeds/policies/index.ts"
import { screen } from "#workers/domain/brief/rules/screen.ts"
import { audienceFor } from "./audience.ts"
import { categoryOf, subjectOf } from "./category.ts"
import { keyOf, sectionOf } from "./entries.ts"
import { kindOf, withoutKind } from "./kind.ts"
import { rowsSaid } from "./rows.ts"
import { evidence } from "./score.ts"
import type { Draft, Dropped, Entry, Reading } from "./source.ts"
import { tellingTerms, vocabularyOf, type Vocabulary } from "./terms.ts"

const fewest = 3
const mostClusters = 40
type Cluster = { name: string; term: string; entries: Entry[] }

/** Listings that share a category, or else a tag, are one draft: what sells, how often it is offered, and for how much. */
export function gatherShop(reading: Reading, source: string): { drafts: Draft[]; dropped: Dropped[] } {
  const all = vocabularyOf(reading.entries)
  const drafts: Draft[] = []
  const dropped: Dropped[] = []
  const { clusters, left } = clustersOf(reading.entries)
  for (const cluster of clusters) {
    const refusal = refusedBy(cluster.entries)
    const category = categoryOf([cluster.name], null)
    if (refusal) dropped.push({ title: cluster.name, cause: "policy", reason: refusal })
    else if (category === null)
      dropped.push({ title: cluster.name, cause: "no-subject", reason: "The category names no subject that a buyer would search for." })
    else drafts.push(draftOf(category, cluster, { all, source, listings: reading.entries }))
  }
  for (const entry of left)
    dropped.push({ title: entry.title, cause: "too-few", reason: `Fewer than ${fewest} listings share a category or a tag with it.` })
  return { drafts, dropped }
}

function draftOf(category: string, { term, entries }: Cluster, from: { all: Vocabulary; source: string; listings: Entry[] }): Draft {
  const prices = entries.flatMap(({ price }) => (price !== null && price > 0 ? [price] : [])).toSorted((a, b) => a - b)
  const median = prices[Math.floor(prices.length / 2)]
  const popularity = entries.reduce((sum, entry) => sum + entry.popularity, 0)
  const tags = sharedTags(entries)
  const rows = rowsSaid(entries, from.listings, [])
  const keywords = [...new Set([category, term, ...tags, ...tellingTerms(entries, from.all, 8)])].slice(0, 13)
  const kind = kindOf(term) ?? commonKind(entries)
  const figures = [
    evidence("listings on sale", entries.length, from.source, rows),
    evidence("share of the source (%)", (100 * entries.length) / from.listings.length, from.source, `of ${from.listings.length} listings`),
    evidence("search terms shared by entries", keywords.length - 1, from.source, keywords.slice(1).join(", ")),
    ...(median === undefined
      ? []
      : [evidence("median price", median, from.source, `${prices.length} prices, ${prices[0]} to ${prices.at(-1)}`)]),
    ...(popularity > 0 ? [evidence("favourites, sales, reviews or stars", popularity, from.source, rows)] : []),
    ...(kind ? [evidence("names the kind of good", 1, from.source)] : []),
  ]
  const audience = audienceFor(`${category} ${tags.join(" ")}`, null)
  return { category, audience, keywords, kind, evidence: figures, of: entries.map(keyOf), section: sectionOf(entries[0]?.path ?? []) }
}

/** By category where the shop has one; what is left by the tag that most listings share, then the next, each listing once. */
function clustersOf(entries: readonly Entry[]): { clusters: Cluster[]; left: Entry[] } {
  const clusters = new Map<string, Cluster>()
  for (const entry of entries) {
    const name = subjectOf(entry.path.at(-1) ?? "")
    if (name === null) continue
    const known = clusters.get(name)
    if (known) known.entries.push(entry)
    else clusters.set(name, { name, term: name, entries: [entry] })
  }
  const whole = [...clusters.values()].filter((cluster) => cluster.entries.length >= fewest)
  const placed = new Set(whole.flatMap((cluster) => cluster.entries))
  let left = entries.filter((entry) => !placed.has(entry))
  while (whole.length < mostClusters) {
    const term = commonTerm(left)
    if (term === null) break
    const mine = new Set(left.filter((entry) => termsOf(entry).includes(term)))
    whole.push({ name: withoutKind(term) ?? term, term, entries: [...mine] })
    left = left.filter((entry) => !mine.has(entry))
  }
  return { clusters: whole, left }
}

const termsOf = (entry: Entry): string[] => (entry.tags.length > 0 ? entry.tags : [...titlePairs(entry.title)])

/** Neighbouring words of a title up to its first divider: sellers put the subject there. */
function titlePairs(title: string): Set<string> {
  const words = (title.toLowerCase().split(/[|,–(]/)[0] ?? "").match(/\p{L}{3,}/gu) ?? []
  return new Set(words.slice(0, 8).flatMap((word, at) => (words[at + 1] === undefined ? [] : [`${word} ${words[at + 1]}`])))
}

const weight = ([term, times]: [string, number]): number => times * (kindOf(term) ? 1.5 : 1)

/** The term that most listings share; phrases and names of a kind of good before single words. */
function commonTerm(entries: readonly Entry[]): string | null {
  const count = new Map<string, number>()
  for (const entry of entries) for (const term of new Set(termsOf(entry))) count.set(term, (count.get(term) ?? 0) + 1)
  const fit = [...count].filter(
    ([term, times]) => times >= fewest && term.includes(" ") && withoutKind(term) !== null && subjectOf(term) !== null,
  )
  return fit.toSorted((a, b) => weight(b) - weight(a) || (a[0] < b[0] ? -1 : 1))[0]?.[0] ?? null
}

const sharedTags = (entries: readonly Entry[]): string[] => {
  const count = new Map<string, number>()
  for (const entry of entries) for (const tag of new Set(entry.tags)) count.set(tag, (count.get(tag) ?? 0) + 1)
  const common = [...count].filter(([tag, times]) => times >= 2 && tag.includes(" "))
  return common
    .toSorted(([a, m], [b, n]) => n - m || (a < b ? -1 : 1))
    .slice(0, 6)
    .map(([tag]) => tag)
}

function commonKind(entries: readonly Entry[]) {
  const kinds = entries.map((entry) => kindOf(`${entry.title} ${entry.tags.join(" ")}`))
  const first = kinds.find((kind) => kind !== null) ?? null
  return first !== null && kinds.filter((kind) => kind === first).length > entries.length / 2 ? first : null
}

/** A cluster that lives by other people's marks is no subject of ours, however harmless its name: a third of a sample is enough. */
function refusedBy(entries: readonly Entry[]): string | null {
  const step = Math.max(1, Math.floor(entries.length / 12))
  const sample = entries.filter((_, at) => at % step === 0).slice(0, 12)
  const refusals = sample
    .map((entry) => screen({ listing: `${entry.title} ${entry.tags.join(", ")}` }, screenPolicy))
    .filter((answer) => !answer.allowed)
  const [first] = refusals
  return first && refusals.length * 3 >= sample.length
    ? `${first.rule} (${first.term}): ${refusals.length} of ${sample.length} listings that were looked at. ${first.reason}`
    : null
}
