import { sql } from "drizzle-orm"
import { stemmer } from "stemmer"
import { synonymsOf } from "#seeds/synonyms.ts"
import { queryWords } from "#workers/adapters/search/search.ts"
import type { Ctx } from "#workers/context.ts"
import { editDistance } from "#workers/lib/edit-distance.ts"

/** Shorter words have too many neighbours to guess among. */
const shortest = 4
const mostGuesses = 3
const afterAll = "\u{10ffff}"

/**
 * What else each word of a query may mean in this shop: its synonyms and, for a word that no product has, the words of the
 * catalogue that are spelled nearly so. The guesses are stems, as the index holds them.
 */
export async function otherWords(ctx: Ctx, query: string): Promise<(word: string) => readonly string[]> {
  const words = queryWords(query)
  const strange = new Set(await unknown(ctx, words))
  const others = new Map<string, string[]>()
  for (const word of words) {
    const guesses = strange.has(word) ? await guess(ctx, stemmer(word)) : []
    others.set(word, [...new Set([...synonymsOf(word), ...guesses, ...guesses.flatMap(synonymsOf)])])
  }
  return (word) => others.get(word) ?? []
}

/** Words with which no word of the catalogue begins; an index lookup for each. */
async function unknown(ctx: Ctx, words: readonly string[]): Promise<string[]> {
  const asked = words.filter((word) => word.length >= shortest).map((word) => ({ word, stem: stemmer(word) }))
  if (asked.length === 0) return []
  const rows = await ctx.db.all<{ word: string }>(
    sql`SELECT value ->> 'word' AS word FROM json_each(${JSON.stringify(asked)}) AS asked
        WHERE NOT EXISTS (SELECT 1 FROM product_words WHERE term >= asked.value ->> 'stem' AND term <= (asked.value ->> 'stem') || ${afterAll})`,
  )
  return rows.map(({ word }) => word)
}

/** First among the words with the same first letter, which are few; among all only if none of those is near. */
async function guess(ctx: Ctx, stem: string): Promise<string[]> {
  const [first = ""] = stem
  const most = stem.length > 6 ? 2 : 1
  for (const [from, to] of [
    [first, `${first}${afterAll}`],
    ["", afterAll],
  ]) {
    const rows = await ctx.db.all<{ term: string; doc: number }>(
      sql`SELECT term, doc FROM product_words WHERE term >= ${from} AND term <= ${to}
          AND length(term) BETWEEN ${stem.length - most} AND ${stem.length + most} LIMIT 20000`,
    )
    const near = rows
      .map(({ term, doc }) => ({ term, doc, distance: editDistance(stem, term, most) }))
      .filter(({ term, distance }) => distance <= most && /^\p{L}+$/u.test(term))
      .toSorted((a, b) => a.distance - b.distance || b.doc - a.doc)
    if (near.length > 0) return near.slice(0, mostGuesses).map(({ term }) => term)
  }
  return []
}
