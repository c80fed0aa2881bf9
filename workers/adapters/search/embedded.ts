import { embedAll, speaking, withSpare, type Embedder } from "#workers/adapters/models/embed.ts"
import { inTime } from "#workers/lib/in-time.ts"
import { log } from "#workers/lib/log.ts"
import { fuse, fusion, type Fusion, type Hit } from "./fuse.ts"
import { byScore, nearest, placeOf, type Narrowed } from "./nearest.ts"
import { toHex, toInt8 } from "./quantise.ts"
import { renewVectors } from "./renew.ts"
import { serve } from "./serve.ts"
import { matchExpression, type IndexedPassage, type Search } from "./search.ts"
import type { Vectors } from "./vectors.ts"

/** Other weights are for measuring; a service for vectors is optional. */
type Parts = { weigh?: Fusion; vectors?: Vectors }
type Row = Omit<IndexedPassage, "fetchedAt"> & { n: number; fetchedAt: number | null }

/** Places of each list that are fused: deep enough that a passage in the middle of both beats one that only one list has. */
const depth = 40
/** Passages in one statement; with long texts and wide vectors still below the two megabytes that D1 binds. */
const chunk = 100
/** How long a question waits for its vector. */
const patienceMs = 2500

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
      const { by, vectors } = await withSpare(await embedder(), async (one) => ({
        by: one,
        vectors: await embedAll(one, passages.map(textOf)),
      }))
      const place = await placeOf(d1, by.model)
      const rows = passages.map(({ id, title, licence, url, text, fetchedAt, sha256 }, at) => {
        const vector = vectors[at] ?? new Float32Array(by.dimension)
        const origin = { fetchedAt: fetchedAt?.getTime() ?? null, sha256: sha256 ?? null }
        return { id, title, licence, url, text, ...origin, vector: toHex(toInt8(vector)), bucket: place(vector) }
      })
      await d1.batch(replaceSource(d1, source, rows, by))
      // What the service does not take now is compared in D1 until the re-embed job has brought it there.
      if (service && by.model === (await embedder()).model) await orLog(serve(d1, service, by.model, rows.length + 1, source))
    },
    async find(query, { limit, sources }) {
      if (!/[\p{L}\p{N}]/u.test(query)) return []
      const narrowed = narrow(sources)
      const [words, near] = await Promise.all([byWords(d1, query, narrowed), byMeaning(d1, query, narrowed, embedder, service)])
      const ranked = fuse(words, near, depth, weigh)
      const similarity = new Map(near.map(({ n, score }) => [n, score]))
      const rows = different(await passagesOf(d1, ranked), limit)
      return rows.map(({ n, fetchedAt, ...passage }) => ({
        ...passage,
        fetchedAt: fetchedAt === null ? null : new Date(fetchedAt),
        similarity: similarity.get(n) ?? null,
      }))
    },
    renew: (most) => renewVectors(d1, embedder, most, service),
  }
}

/** The first so many that do not say the same. */
function different<T extends { text: string }>(rows: T[], limit: number): T[] {
  const kept = new Map<string, T>()
  for (const row of rows) {
    if (kept.size >= limit) break
    const key = sameness(row.text)
    if (!kept.has(key)) kept.set(key, row)
  }
  return [...kept.values()]
}

const sameness = (text: string) => text.toLowerCase().replaceAll(/[^\p{L}\p{N}]+/gu, " ")

/** A prefix is compared as a range, so that `%` and `_` in it mean themselves and the index can be used. */
function narrow(sources: readonly string[] | undefined): Narrowed {
  if (!sources) return { where: "1", bound: [], sources }
  const where = sources.map(() => "(p.source >= ? AND p.source < ?)").join(" OR ")
  return { where: sources.length > 0 ? `(${where})` : "0", bound: sources.flatMap((prefix) => [prefix, `${prefix}\u{10ffff}`]), sources }
}

/** One batch: what was there goes only when all of the new is in. */
function replaceSource(d1: D1Database, source: string, rows: readonly object[], model: Embedder) {
  const insert = `INSERT INTO passages (id, source, title, licence, url, text, fetched_at, sha256, model, dimension, bucket, vector)
    SELECT value ->> 'id', ?, value ->> 'title', value ->> 'licence', value ->> 'url', value ->> 'text', value ->> 'fetchedAt',
      value ->> 'sha256', ?, ?, value ->> 'bucket', unhex(value ->> 'vector') FROM json_each(?)`
  const chunks = Array.from({ length: Math.ceil(rows.length / chunk) }, (_, at) => rows.slice(at * chunk, (at + 1) * chunk))
  return [
    d1.prepare("INSERT OR IGNORE INTO stale_vectors SELECT key FROM passages WHERE source = ? AND key <> ''").bind(source),
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

/** Every model that the index holds is asked in its own space; what is above its strangers' cosine can be put side by side. */
async function byMeaning(d1: D1Database, query: string, narrowed: Narrowed, embedder: () => Promise<Embedder>, service?: Vectors) {
  const first = await embedder()
  const models = first.spare ? await modelsOf(d1) : [first.model]
  const lists = models.map(async (model) => {
    const by = speaking(model, first)
    // A shopper does not wait for a vendor; the words of the question have been found meanwhile.
    const vector = by && (await orLog(inTime(embedAll(by, [query]), patienceMs, () => null)))?.[0]
    if (!by || !vector?.some((value) => value !== 0)) return []
    const hits = service && by === first ? await served(d1, service, model, vector, narrowed) : null
    const { unrelated = 0 } = by
    return (hits ?? (await nearest(d1, model, vector, narrowed, depth))).map(({ n, score }) => ({
      n,
      score: (score - unrelated) / (1 - unrelated),
    }))
  })
  return (await Promise.all(lists)).flat().toSorted(byScore).slice(0, depth)
}

/** What the service finds, and what of D1 is not there yet; null when the service does not answer and D1 has to look by itself. */
async function served(d1: D1Database, service: Vectors, model: string, vector: Float32Array, narrowed: Narrowed): Promise<Hit[] | null> {
  const found = await orLog(service.nearest(vector, model, narrowed.sources, depth))
  if (!found) return null
  const { results } = await d1
    .prepare(
      `SELECT p.n, found.value ->> 'score' AS score FROM json_each(?) AS found JOIN passages p ON p.key = found.value ->> 'key'
       WHERE p.served = 1 AND p.model = ? AND ${narrowed.where}`,
    )
    .bind(JSON.stringify(found), model, ...narrowed.bound)
    .all<Hit>()
  const waiting = await nearest(d1, model, vector, { ...narrowed, where: `p.served = 0 AND ${narrowed.where}` }, depth)
  return [...results, ...waiting]
}

async function orLog<T>(work: Promise<T>): Promise<T | null> {
  try {
    return await work
  } catch (error) {
    log("search.without", { error: String(error) })
    return null
  }
}

/** The models of the index, by a look-up each: DISTINCT would read every row. */
async function modelsOf(d1: D1Database): Promise<string[]> {
  const { results } = await d1
    .prepare(
      `WITH RECURSIVE one(model) AS (SELECT min(model) FROM passages UNION ALL
       SELECT (SELECT min(model) FROM passages WHERE model > one.model) FROM one WHERE one.model IS NOT NULL)
       SELECT model FROM one WHERE model IS NOT NULL`,
    )
    .all<{ model: string }>()
  return results.map(({ model }) => model)
}

async function passagesOf(d1: D1Database, ids: readonly number[]): Promise<Row[]> {
  const { results } = await d1
    .prepare(
      `SELECT p.n, p.id, p.source, p.title, p.licence, p.url, p.text, p.fetched_at AS fetchedAt, p.sha256 FROM json_each(?) AS place JOIN passages p ON p.n = place.value
       ORDER BY place.key`,
    )
    .bind(JSON.stringify(ids))
    .all<Row>()
  return results
}
