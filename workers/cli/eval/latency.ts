import { topicsText } from "./corpus-text.ts"
import type { Embedder } from "#workers/adapters/models/embed.ts"
import { embeddedSearch } from "#workers/adapters/search/embedded.ts"
import { nearest } from "#workers/adapters/search/nearest.ts"
import { seeded } from "#workers/lib/random.ts"
import { memoryD1 } from "./d1.ts"
import { mean, percentile } from "./metrics.ts"

export type Latency = { passages: number; rows: number; median: number; p95: number; neighbours: number }

const page = 2000
const questions = 30

/** Where the passages lie: Node's SQLite in memory for the time, workerd's D1 (local-d1.ts) for the rows that D1 bills. */
type Opened = { d1: D1Database; read: () => number; close?: () => Promise<void> }

/**
 * Passages of three sentences each from the shop's own knowledge, as many as asked for. `rows` are what was read for one
 * question, as the database counts it; `neighbours` is the share of the ten truly nearest that the narrowed scan still finds.
 */
export async function latency(passages: number, embedder: Embedder, opened: Opened = memoryD1()): Promise<Latency> {
  const { d1, read, close } = opened
  const search = embeddedSearch(d1, async () => embedder)
  const random = seeded("latency", passages)
  const sentences = topicsText()
  for (let at = 0; at < passages; at += page) {
    const rows = Array.from({ length: Math.min(page, passages - at) }, (_, n) => ({
      id: `${at + n}`,
      source: "",
      title: random.pick(sentences).slice(0, 60),
      licence: "own",
      url: "",
      text: `${random.pick(sentences)} ${random.pick(sentences)} ${at + n}`,
    }))
    await search.index(`made:${at}`, rows)
  }
  const asked = Array.from({ length: questions }, () => random.pick(sentences))
  const truth = await tenNearest(d1, embedder, asked)
  await search.renew(passages)
  const millis: number[] = []
  const before = read()
  for (const question of asked) {
    const started = performance.now()
    await search.find(question, { limit: 10 })
    millis.push(performance.now() - started)
  }
  const rows = Math.round((read() - before) / questions)
  const now = await tenNearest(d1, embedder, asked)
  const neighbours = mean(truth.map((ids, at) => ids.filter((id) => now[at]?.includes(id)).length / Math.max(1, ids.length)))
  await close?.()
  return { passages, rows, median: percentile(millis, 0.5), p95: percentile(millis, 0.95), neighbours }
}

/** One after the other: a whole scan of a large table holds all of it. */
async function tenNearest(d1: D1Database, embedder: Embedder, asked: readonly string[]): Promise<number[][]> {
  const found: number[][] = []
  for (const vector of await embedder.embed(asked))
    found.push((await nearest(d1, embedder.model, vector, { where: "1", bound: [] }, 10)).map(({ n }) => n))
  return found
}
