import { audienceFor } from "./audience.ts"
import { subjectOf } from "./category.ts"
import { searchKey } from "./entries.ts"
import { kindOf, withoutKind } from "./kind.ts"
import { evidence } from "./score.ts"
import type { Draft, Dropped, Fact, Reading, Search } from "./source.ts"

const fewest = 3
const leastVolume = 10
type Gathered = { drafts: Draft[]; dropped: Dropped[] }

/** A term with a volume is a draft of its own; terms without one count by their class, or by how often the log repeats them. */
export function gatherSearches(reading: Reading, source: string): Gathered {
  const drafts: Draft[] = []
  const dropped: Dropped[] = []
  const counted = reading.searches.filter(({ volume }) => volume !== null)
  for (const search of counted) take(drafts, dropped, search.term, () => draftOf(search, source))
  for (const [name, searches] of classesOf(reading.searches.filter(({ volume }) => volume === null))) {
    const rows = `rows ${searches
      .slice(0, 8)
      .map(({ row }) => row)
      .join(", ")}${searches.length > 8 ? ` and ${searches.length - 8} more` : ""}`
    if (searches.length >= fewest) take(drafts, dropped, name, () => classDraft(name, searches, rows, source))
    else
      dropped.push({
        title: name,
        cause: "no-evidence",
        reason: `${searches.length} of the ${fewest} searches that are evidence, and no volume.`,
      })
  }
  return { drafts, dropped }
}

function take(drafts: Draft[], dropped: Dropped[], name: string, make: () => Draft | string): void {
  const made = make()
  if (typeof made === "string") dropped.push({ title: name, cause: made.startsWith("Only") ? "no-evidence" : "no-subject", reason: made })
  else drafts.push(made)
}

const noSubject = "The term names no subject that a buyer would search for."
const subjectIn = (term: string): string | null => {
  const subject = withoutKind(term)
  return subject === null ? null : subjectOf(subject)
}

function draftOf(search: Search, source: string): Draft | string {
  const { term, volume, competition, change, row } = search
  const category = subjectIn(term)
  if (category === null) return noSubject
  if ((volume ?? 0) < leastVolume) return `Only ${volume ?? 0} searches a month; ${leastVolume} are evidence.`
  const at = `row ${row}`
  const figures = [
    evidence("searches a month", volume ?? 0, source, at),
    ...(competition === null ? [] : [evidence("room between competitors (%)", 100 - Math.min(100, competition), source, at)]),
    ...(change === null ? [] : [evidence("growth by fitted trend (% a year)", change, source, `${at}, as the export gives it`)]),
    ...(kindOf(term) ? [evidence("names the kind of good", 1, source, at)] : []),
  ]
  return made(category, [category, term], kindOf(term), figures, [searchKey(search)])
}

function classDraft(name: string, searches: readonly Search[], rows: string, source: string): Draft | string {
  const category = subjectIn(name)
  if (category === null) return noSubject
  const terms = [...new Set(searches.map(({ term }) => term))].slice(0, 8)
  return made(
    category,
    [category, ...terms],
    kindOf(name),
    [evidence("searches collected", searches.length, source, rows)],
    searches.map(searchKey),
  )
}

function classesOf(searches: readonly Search[]): Map<string, Search[]> {
  const classes = new Map<string, Search[]>()
  for (const search of searches) {
    const name = search.group ?? search.term
    classes.set(name, [...(classes.get(name) ?? []), search])
  }
  return classes
}

/** What the shop's own books say: each subject with all that is known of it. */
export function gatherOwn(reading: Reading, source: string): Gathered {
  const bySubject = new Map<string, Fact[]>()
  const dropped: Dropped[] = []
  for (const fact of reading.facts) {
    const category = subjectIn(fact.subject)
    if (category === null) dropped.push({ title: fact.subject, cause: "no-subject", reason: noSubject })
    else bySubject.set(category, [...(bySubject.get(category) ?? []), fact])
  }
  const drafts = [...bySubject].map(([category, facts]) =>
    made(
      category,
      [category, ...facts.map(({ subject }) => subject)],
      facts.find(({ kind }) => kind !== null)?.kind ?? kindOf(facts[0]?.subject ?? ""),
      facts.map(({ signal, value, rows }) => evidence(signal, value, source, rows)),
      facts.map(({ signal, subject }) => `own:${signal}:${subject}`),
    ),
  )
  return { drafts, dropped }
}

const made = (category: string, keywords: string[], kind: Draft["kind"], figures: Draft["evidence"], of: string[]): Draft => ({
  category,
  audience: audienceFor(category, null),
  keywords: [...new Set(keywords)],
  kind,
  evidence: figures,
  of,
  section: "",
})
