import { audienceFor } from "./audience.ts"
import { categoryOf, listSubject, subjectOf } from "./category.ts"
import { keyOf, sectionOf } from "./entries.ts"
import { kindOf } from "./kind.ts"
import { rowsSaid } from "./rows.ts"
import { evidence } from "./score.ts"
import type { Draft, Dropped, Entry, Reading } from "./source.ts"
import { tellingTerms, vocabularyOf, type Vocabulary } from "./terms.ts"

const fewest = 3
type Section = { path: string[]; entries: Entry[] }

/** A section of at least three entries is a subject that people collect: one draft each. */
export function gatherList(reading: Reading, source: string): { drafts: Draft[]; dropped: Dropped[] } {
  const subject = listSubject(reading.subject) ?? sharedAcronym(reading.entries)
  const all = vocabularyOf(reading.entries)
  const drafts: Draft[] = []
  const dropped: Dropped[] = []
  for (const { path, entries } of sectionsOf(reading.entries)) {
    const title = path.join(" › ").slice(0, 140) || "(no heading)"
    const category = categoryOf(path, subject)
    if (category === null)
      dropped.push({ title, cause: "no-subject", reason: "The heading names no subject that a buyer would search for." })
    else if (entries.length < fewest)
      dropped.push({ title, cause: "too-few", reason: `Only ${entries.length} of the ${fewest} entries that make a subject.` })
    else drafts.push(draftOf(category, { path, entries }, { reading, all, source }))
  }
  return { drafts, dropped }
}

function draftOf(category: string, { path, entries }: Section, from: { reading: Reading; all: Vocabulary; source: string }): Draft {
  const terms = tellingTerms(entries, from.all, 8)
  const kind = kindOf(category)
  const rows = rowsSaid(entries, from.reading.entries, path)
  const makers = new Set(entries.flatMap(({ url }) => (url ? [makerOf(url)] : []))).size
  const figures = [
    evidence("entries collected", entries.length, from.source, rows),
    evidence(
      "share of the source (%)",
      (100 * entries.length) / from.reading.entries.length,
      from.source,
      `of ${from.reading.entries.length} entries`,
    ),
    evidence("different makers", makers, from.source, rows),
    ...(terms.length > 0 ? [evidence("search terms shared by entries", terms.length, from.source, terms.join(", "))] : []),
    ...(kind ? [evidence("names the kind of good", 1, from.source)] : []),
  ]
  const heading = (path.at(-1) ?? "").toLowerCase()
  const keywords = [category, ...terms.filter((term) => term !== category.toLowerCase() && term !== heading)]
  const audience = audienceFor(category, from.reading.audience)
  return { category, audience, keywords, kind, evidence: figures, of: entries.map(keyOf), section: sectionOf(path) }
}

/** Entries by their place; a place with fewer than three hands its entries to the one above it. */
function sectionsOf(entries: readonly Entry[]): Section[] {
  const sections = new Map<string, Section>()
  const put = (path: string[], more: Entry[]) => {
    const key = path.join("\u0000")
    const known = sections.get(key)
    if (known) known.entries.push(...more)
    else sections.set(key, { path, entries: [...more] })
  }
  for (const entry of entries) put(entry.path, [entry])
  for (const section of [...sections.values()].toSorted((a, b) => b.path.length - a.path.length)) {
    if (section.entries.length >= fewest || section.path.length < 2) continue
    sections.delete(section.path.join("\u0000"))
    put(section.path.slice(0, -1), section.entries)
  }
  return [...sections.values()]
}

/** On a code host the first part of the path is the maker, elsewhere the host itself. */
function makerOf(address: string): string {
  const { hostname, pathname } = new URL(address)
  return /(?:^|\.)(?:github|gitlab|huggingface|twitter|x|medium)\.(?:com|co|org)$/.test(hostname)
    ? `${hostname}/${pathname.split("/")[1] ?? ""}`
    : hostname
}

/** A list that does not say what it is about may still say the same abbreviation in half of its entries. */
export function sharedAcronym(entries: readonly Entry[]): string | null {
  const count = new Map<string, number>()
  for (const { title, text } of entries) {
    const found = new Set(`${title} ${text}`.match(/\b[A-Z]{2,5}\b/g))
    for (const acronym of found) count.set(acronym, (count.get(acronym) ?? 0) + 1)
  }
  const best = [...count].toSorted(([a, m], [b, n]) => n - m || (a < b ? -1 : 1))[0]
  return best && best[1] >= Math.max(3, entries.length / 2) ? best[0] : null
}

/** A directory of categories: each of its lines names a subject, the words of its description are search terms. */
export function gatherTopics(reading: Reading, source: string): { drafts: Draft[]; dropped: Dropped[] } {
  const drafts: Draft[] = []
  const dropped: Dropped[] = []
  for (const entry of reading.entries) {
    const category = subjectOf(entry.title)
    if (category === null) {
      dropped.push({ title: entry.title, cause: "no-subject", reason: "The name is no subject that a buyer would search for." })
      continue
    }
    const phrases = entry.text.split(/[,.;]|\band\b/).map((phrase) => phrase.trim().toLowerCase())
    const terms = [...new Set(phrases)]
      .filter((phrase) => phrase.length > 3 && phrase.split(" ").length <= 3 && phrase !== category)
      .slice(0, 6)
    const figures = [
      evidence("named as a category by a directory", 1, source, rowsSaid([entry], reading.entries, [])),
      ...(terms.length > 0 ? [evidence("search terms shared by entries", terms.length, source, terms.join(", "))] : []),
    ]
    drafts.push({
      category,
      audience: audienceFor(category, reading.audience),
      keywords: [category, ...terms],
      kind: kindOf(entry.title),
      evidence: figures,
      of: [keyOf(entry)],
      section: "",
    })
  }
  return { drafts, dropped }
}
