import { embedAll, WrongVectors, type Embedder } from "#workers/adapters/models/embed.ts"
import { centres } from "./centres.ts"
import { centresOf, placeOf, scanAll } from "./nearest.ts"
import { fromHex, toHex, toInt8 } from "./quantise.ts"
import type { Renewed } from "./search.ts"
import { serve } from "./serve.ts"
import type { Vectors } from "./vectors.ts"

type Due = { n: number; title: string; text: string }

const page = 250

/**
 * Embeds again what another model embedded, finds the centres of a table that has outgrown a whole scan, puts passages into
 * their buckets, and fills the service beside D1. Every page is written by itself, so that a run that is cut short has done what
 * it has done. An embedder or a service that is away leaves things as they are: the vectors of before still answer.
 */
export async function renewVectors(d1: D1Database, embedder: () => Promise<Embedder>, most: number, service?: Vectors): Promise<Renewed> {
  const model = await embedder()
  await findCentres(d1, model.model)
  const place = await placeOf(d1, model.model)
  const placed = place(new Float32Array(model.dimension).fill(1)) >= 0
  const due = placed ? "(model <> ?1 OR bucket = -1)" : "model <> ?1"
  const done = { renewed: 0, served: 0, stopped: null as string | null }
  try {
    for (let count = 1; count > 0 && done.renewed < most; done.renewed += count)
      count = await renewPage(d1, model, due, most - done.renewed, place)
    if (service) done.served = await serve(d1, service, model.model, most)
  } catch (error) {
    if (error instanceof WrongVectors) throw error
    done.stopped = String(error).slice(0, 300)
  }
  const open = service ? `${due} OR served = 0` : due
  const left = await d1.prepare(`SELECT count(*) AS n FROM passages WHERE ${open}`).bind(model.model).first<number>("n")
  return { ...done, left: left ?? 0 }
}

async function renewPage(d1: D1Database, model: Embedder, due: string, most: number, place: (vector: Float32Array) => number) {
  const { results } = await d1
    .prepare(`SELECT n, title, text FROM passages WHERE ${due} LIMIT ${Math.min(page, most)}`)
    .bind(model.model)
    .all<Due>()
  if (results.length === 0) return 0
  const vectors = await embedAll(
    model,
    results.map(({ title, text }) => `${title}. ${text}`),
  )
  const rows = results.map(({ n }, at) => {
    const vector = vectors[at] ?? new Float32Array(model.dimension)
    return { n, vector: toHex(toInt8(vector)), bucket: place(vector) }
  })
  await d1
    .prepare(
      `UPDATE passages SET model = ?, dimension = ?, served = 0, bucket = new.value ->> 'bucket', vector = unhex(new.value ->> 'vector')
       FROM json_each(?) AS new WHERE passages.n = new.value ->> 'n'`,
    )
    .bind(model.model, model.dimension, JSON.stringify(rows))
    .run()
  return results.length
}

/** A sample spread over the whole table is enough to find the centres; they stay until the model changes. */
async function findCentres(d1: D1Database, model: string): Promise<void> {
  if ((await centresOf(d1, model)).length > 0) return
  const total = await d1.prepare("SELECT count(*) AS n FROM passages WHERE model = ?").bind(model).first<number>("n")
  if ((total ?? 0) <= scanAll) return
  const { results } = await d1
    .prepare("SELECT hex(vector) AS vector FROM passages WHERE model = ? ORDER BY (n * 2654435761) % 4294967296 LIMIT 4000")
    .bind(model)
    .all<{ vector: string }>()
  const found = centres(results.map(({ vector }) => fromHex(vector)))
  const rows = found.map((vector, bucket) => ({ bucket, vector: toHex(toInt8(vector)) }))
  await d1.batch([
    d1.prepare("DELETE FROM passage_centroids"),
    d1
      .prepare(
        "INSERT INTO passage_centroids (model, bucket, vector) SELECT ?, value ->> 'bucket', unhex(value ->> 'vector') FROM json_each(?)",
      )
      .bind(model, JSON.stringify(rows)),
  ])
}
