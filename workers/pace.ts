import { lt, sql } from "drizzle-orm"
import { rateBins } from "#schemas/tables/index.ts"
import type { Rate } from "./adapters/channels/index.ts"
import type { Pace } from "./adapters/channels/paced.ts"
import type { Db } from "./lib/db.ts"

const pieces = 20

/** What of a limit is left now. */
export type Left = { of: Rate["of"]; calls: number; seconds: number; left: number }
export type Limits = Pace & {
  left(key: string, rates: Rate[]): Promise<Left[]>
  /** Deletes what counts in no window any more. */
  forget(): Promise<void>
}

/**
 * Sliding windows in D1: a window is the sum of its pieces, a twentieth of it each, and a piece that has one edge inside counts whole.
 * So no window of the vendor's length ever holds more calls than allowed, whoever makes them. One statement checks and counts.
 */
export function pacing(db: Db, now: () => Date, wait: (ms: number) => Promise<void>): Limits {
  const windows = (key: string, rates: Rate[]) => {
    const at = now().getTime()
    return rates.map((rate) => {
      const length = rate.seconds * 1000
      const piece = Math.max(1, Math.ceil(length / pieces))
      const start = at - (at % piece)
      return {
        rate,
        key: `${key}/${rate.seconds}`,
        start,
        since: at - length - piece,
        // A piece that begins later was counted by a clock that runs ahead, and says nothing about this window.
        ahead: start + piece,
        until: start + piece + length,
        calls: rate.calls,
        at,
      }
    })
  }
  const used = sql`(SELECT coalesce(sum(count), 0) FROM ${rateBins} WHERE key = json_extract(w.value, '$.key') AND start > json_extract(w.value, '$.since')
    AND start <= json_extract(w.value, '$.ahead'))`
  return {
    wait,
    async take(key, rates) {
      if (rates.length === 0) return { ok: true }
      const asked = windows(key, rates)
      const json = JSON.stringify(asked)
      const full = sql`FROM json_each(${json}) w WHERE ${used} >= json_extract(w.value, '$.calls')`
      const done = await db.run(sql`
        INSERT INTO ${rateBins} (key, start, until, count)
        SELECT json_extract(v.value, '$.key'), json_extract(v.value, '$.start'), json_extract(v.value, '$.until'), 1
        FROM json_each(${json}) v WHERE NOT EXISTS (SELECT 1 ${full})
        ON CONFLICT (key, start) DO UPDATE SET count = count + 1`)
      if (done.meta.changes > 0) return { ok: true }
      const [first] = await db.all<{ n: number; oldest: number | null }>(sql`
        SELECT w.key AS n, (SELECT min(until) FROM ${rateBins} WHERE key = json_extract(w.value, '$.key')
          AND start > json_extract(w.value, '$.since') AND start <= json_extract(w.value, '$.ahead')) AS oldest ${full} ORDER BY oldest DESC LIMIT 1`)
      const window = asked[first?.n ?? 0] ?? asked[0]
      if (!window) return { ok: true }
      return { ok: false, rate: window.rate, waitMs: Math.max(5, (first?.oldest ?? window.at) - window.at) }
    },
    async left(key, rates) {
      if (rates.length === 0) return []
      const asked = windows(key, rates)
      const rows = await db.all<{ n: number; used: number }>(
        sql`SELECT w.key AS n, ${used} AS used FROM json_each(${JSON.stringify(asked)}) w`,
      )
      return asked.map(({ rate }, n) => ({ ...rate, left: Math.max(0, rate.calls - (rows.find((row) => row.n === n)?.used ?? 0)) }))
    },
    async forget() {
      await db.delete(rateBins).where(lt(rateBins.until, now().getTime()))
    },
  }
}

/** For a clock that somebody holds: it would never open a full window, so nothing is counted. */
export const unpaced: Limits = {
  wait: () => Promise.resolve(),
  take: () => Promise.resolve({ ok: true }),
  left: (_key, rates) => Promise.resolve(rates.map((rate) => ({ ...rate, left: rate.calls }))),
  forget: () => Promise.resolve(),
}
