import { fromHex } from "./quantise.ts"
import type { Vectors } from "./vectors.ts"

const page = 500
type Due = { source: string; id: string; vector: string }

/**
 * Brings a service up to what D1 has: the vectors that it lacks, of one source or of all, at most so many; then it forgets those
 * that no passage has any more. Each page is marked when it is in, and only where the passage is still the one that was put.
 */
export async function serve(d1: D1Database, service: Vectors, model: string, most: number, source?: string): Promise<number> {
  let served = 0
  while (served < most) {
    const { results } = await d1
      .prepare(
        `SELECT source, id, hex(vector) AS vector FROM passages WHERE model = ?1 AND served = 0 AND (?2 IS NULL OR source = ?2)
         LIMIT ${Math.min(page, most - served)}`,
      )
      .bind(model, source ?? null)
      .all<Due>()
    if (results.length === 0) break
    const rows = await Promise.all(results.map(async (row) => ({ ...row, key: await service.keyOf(row.source, row.id) })))
    await service.put(
      rows.map(({ key, source: from, vector }) => ({ key, source: from, vector: fromHex(vector) })),
      model,
    )
    const put = JSON.stringify(rows)
    await d1.batch([
      d1
        .prepare(
          `UPDATE passages SET served = 1, key = put.value ->> 'key' FROM json_each(?) AS put
           WHERE passages.source = put.value ->> 'source' AND passages.id = put.value ->> 'id' AND passages.vector = unhex(put.value ->> 'vector')`,
        )
        .bind(put),
      d1.prepare("DELETE FROM stale_vectors WHERE key IN (SELECT value ->> 'key' FROM json_each(?))").bind(put),
    ])
    served += results.length
  }
  await dropStale(d1, service)
  return served
}

async function dropStale(d1: D1Database, service: Vectors): Promise<void> {
  const { results } = await d1.prepare(`SELECT key FROM stale_vectors LIMIT ${page}`).all<{ key: string }>()
  if (results.length === 0) return
  const keys = results.map(({ key }) => key)
  await service.drop(keys)
  await d1.prepare("DELETE FROM stale_vectors WHERE key IN (SELECT value FROM json_each(?))").bind(JSON.stringify(keys)).run()
}
