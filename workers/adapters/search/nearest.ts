import type { Hit } from "./fuse.ts"
import { similarity } from "./quantise.ts"

/** A condition on the passages `p`, what is bound to it, and the prefixes that it was made of. */
export type Narrowed = { where: string; bound: string[]; sources?: readonly string[] | undefined }

/** Up to here every vector is compared; beyond it only those around the centres nearest to the question. */
export const scanAll = 10_000
/** Of 128 centres; what that finds of the true neighbours is measured in docs/evals.md. */
const probes = 10

/** The passages of this model that are nearest to the vector, best first. */
export async function nearest(d1: D1Database, model: string, vector: Float32Array, narrowed: Narrowed, most: number): Promise<Hit[]> {
  const { where, bound } = narrowed
  const all = `p.model = ? AND ${where}`
  const few = await d1
    .prepare(`SELECT count(*) AS n FROM (SELECT 1 FROM passages p WHERE ${all} LIMIT ${scanAll + 1})`)
    .bind(model, ...bound)
    .first<number>("n")
  const centres = (few ?? 0) > scanAll ? await centresOf(d1, model) : []
  const around = centres
    .map(({ n, vector: centre }) => ({ n, score: similarity(vector, centre) }))
    .toSorted(byScore)
    .slice(0, probes)
  // What came before there were centres lies in no bucket yet, and is read as well.
  const buckets = centres.length > 0 ? ` AND p.bucket IN (-1, ${around.map(({ n }) => n).join(", ")})` : ""
  const { results } = await d1
    .prepare(`SELECT p.n, hex(p.vector) AS vector FROM passages p WHERE ${all}${buckets}`)
    .bind(model, ...bound)
    .all<{ n: number; vector: string }>()
  return results
    .map((row) => ({ n: row.n, score: similarity(vector, row.vector) }))
    .toSorted(byScore)
    .slice(0, most)
}

/** Best first. */
export const byScore = (a: Hit, b: Hit) => b.score - a.score

/** The centres of this model, as they are stored; none until a table is large enough. */
export async function centresOf(d1: D1Database, model: string): Promise<{ n: number; vector: string }[]> {
  const { results } = await d1
    .prepare("SELECT bucket AS n, hex(vector) AS vector FROM passage_centroids WHERE model = ? ORDER BY bucket")
    .bind(model)
    .all<{ n: number; vector: string }>()
  return results
}

/** Says of a vector which centre it belongs to: -1 as long as there are none. */
export async function placeOf(d1: D1Database, model: string): Promise<(vector: Float32Array) => number> {
  const centres = await centresOf(d1, model)
  return (vector) =>
    centres.map(({ n, vector: centre }) => ({ n, score: similarity(vector, centre) })).reduce((a, b) => (b.score > a.score ? b : a), none).n
}

const none: Hit = { n: -1, score: Number.NEGATIVE_INFINITY }
