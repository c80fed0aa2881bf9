import { embedAll, type Embedder } from "#workers/adapters/models/embed.ts"
import { fuse, fusion, type Fusion, type Hit } from "./fuse.ts"
import { nearest, placeOf, type Narrowed } from "./nearest.ts"
import { toHex, toInt8 } from "./quantise.ts"
import { renewVectors } from "./renew.ts"
import { matchExpression, type IndexedPassage, type Search } from "./search.ts"
import type { Vectors } from "./vectors.ts"

/** Other weights are for measuring; a service for vectors is optional. */
type Parts = { weigh?: Fusion; vectors?: Vectors }
type Row = IndexedPassage & { n: number }

/** Places of each list that are fused: deep enough that a passage in the middle of both beats one that only one list has. */
const depth = 40
/** Passages in one statement; with their vectors about a megabyte. */
const chunk = 250

/** What a passage is embedded as: its title says what its text is about. */
export const textOf = ({ title, text }: Pick<IndexedPassage, "title" | "text">): string => `${title}. ${text}`

/** Words (FTS5, BM25) and meaning (vectors in D1), fused by place: no service, no key. */
export function embeddedSearch(
  d1: D1Database,
  embedder: () => Promise<Embedder>,
  { weigh = fusion, vectors: service }: Parts = {},
): Search {
  return {
    name: service ? `d1+${service.name}` : "d1-hybrid",
    mode: service?.mode ?? "embedded",
    async index(source, passages) {
      const model = await embedder()
      const vectors = await embedAll(model, passages.map(textOf))
      const place = await placeOf(d1, model.model)
      const rows = passages.map(({ id, title, licence, url, text }, at) => {
        const vector = vectors[at] ?? new Float32Array(model.dimension)
        return { id, title, licence, url, text, vector: toHex(toInt8(vector)), bucket: place(vector) }
      })
      const gone = service ? await idsOf(d1, source) : []
      // The service first: if it fails, D1 still has the old passages, and what D1 does not know is never cited.
      await service?.put(
        source,
        passages.map(({ id }, at) => ({ id, vector: vectors[at] ?? new Float32Array(model.dimension) })),
        model.model,
      )
      await d1.batch(replaceSource(d1, source, rows, model))
      const kept = new Set(passages.map(({ id }) => id))
      await service?.drop(
        source,
        gone.filter((id) => !kept.has(id)),
      )
    },
    async find(query, { limit, sources }) {
      if (!/[\p{L}\p{N}]/u.test(query)) return []
      const narrowed = narrow(sources)
      const [words, near] = await Promise.all([byWords(d1, query, narrowed), byMeaning(d1, query, narrowed, embedder, service)])
      const ranked = fuse(words, near, depth, weigh)
      const similarity = new Map(near.map(({ n, score }) => [n, score]))
      const rows = await passagesOf(d1, ranked)
      const seen = new Set<string>()
      return rows
        .filter(({ text }) => !seen.has(sameness(text)) && seen.add(sameness(text)))
        .slice(0, limit)
        .map(({ n, ...passage }) => ({ ...passage, similarity: similarity.get(n) ?? null }))
    },
    renew: (most) => renewVectors(d1, embedder, most),
  }
}

const sameness = (text: string) => text.toLowerCase().replaceAll(/[^\p{L}\p{N}]+/gu, " ")

/** A prefix is compared as a range, so that `%` and `_` in it mean themselves and the index can be used. */
function narrow(sources: readonly string[] | undefined): Narrowed {
  if (!sources) return { where: "1", bound: [], sources }
  const where = sources.map(() => "(p.source >= ? AND p.source < ?)").join(" OR ")
  return { where: sources.length > 0 ? `(${where})` : "0", bound: sources.flatMap((prefix) => [prefix, `${prefix}\u{10ffff}`]), sources }
}

/** One batch: what was there goes only when all of the new is in. */
function replaceSource(
  d1: D1Database,
  source: string,
  rows: (Omit<Row, "n" | "source"> & { vector: string; bucket: number })[],
  model: Embedder,
) {
  const insert = `INSERT INTO passages (id, source, title, licence, url, text, model, dimension, bucket, vector)
    SELECT value ->> 'id', ?, value ->> 'title', value ->> 'licence', value ->> 'url', value ->> 'text', ?, ?,
      value ->> 'bucket', unhex(value ->> 'vector') FROM json_each(?)`
  const chunks = Array.from({ length: Math.ceil(rows.length / chunk) }, (_, at) => rows.slice(at * chunk, (at + 1) * chunk))
  return [
    d1.prepare("DELETE FROM passage_search WHERE rowid IN (SELECT n FROM passages WHERE source = ?)").bind(source),
    d1.prepare("DELETE FROM passages WHERE source = ?").bind(source),
    ...chunks.map((part) => d1.prepare(insert).bind(source, model.model, model.dimension, JSON.stringify(part))),
    d1.prepare("INSERT INTO passage_search (rowid, title, text) SELECT n, title, text FROM passages WHERE source = ?").bind(source),
  ]
}

/** The numbers of the best passages by BM25; a title weighs three times as much as a text. */
async function byWords(d1: D1Database, query: string, { where, bound }: Narrowed): Promise<Hit[]> {
  const expression = matchExpression(query, "OR")
  if (expression === null) return []
  const join = bound.length > 0 || where === "0" ? "JOIN passages p ON p.n = passage_search.rowid" : ""
  const { results } = await d1
    .prepare(
      `SELECT passage_search.rowid AS n, -bm25(passage_search, 3, 1) AS score FROM passage_search ${join} WHERE passage_search MATCH ? AND ${where}
       ORDER BY score DESC LIMIT ${depth}`,
    )
    .bind(expression, ...bound)
    .all<Hit>()
  return results
}

async function byMeaning(d1: D1Database, query: string, narrowed: Narrowed, embedder: () => Promise<Embedder>, service?: Vectors) {
  const model = await embedder()
  const [vector] = await embedAll(model, [query])
  if (!vector?.some((value) => value !== 0)) return []
  const served = await service?.nearest(vector, model.model, narrowed.sources, depth)
  return served ? numbered(d1, served) : nearest(d1, model.model, vector, narrowed, depth)
}

/** The numbers in D1 of what a service found; what has been replaced since is left out. */
async function numbered(d1: D1Database, found: readonly { source: string; id: string; score: number }[]) {
  const { results } = await d1
    .prepare(
      `SELECT p.n, found.value ->> 'score' AS score FROM json_each(?) AS found
       JOIN passages p ON p.source = found.value ->> 'source' AND p.id = found.value ->> 'id' ORDER BY found.key`,
    )
    .bind(JSON.stringify(found))
    .all<Hit>()
  return results
}

async function idsOf(d1: D1Database, source: string): Promise<string[]> {
  const { results } = await d1.prepare("SELECT id FROM passages WHERE source = ?").bind(source).all<{ id: string }>()
  return results.map(({ id }) => id)
}

async function passagesOf(d1: D1Database, ids: readonly number[]): Promise<Row[]> {
  const { results } = await d1
    .prepare(
      `SELECT p.n, p.id, p.source, p.title, p.licence, p.url, p.text FROM json_each(?) AS place JOIN passages p ON p.n = place.value
       ORDER BY place.key`,
    )
    .bind(JSON.stringify(ids))
    .all<Row>()
  return results
}
