import { readFileSync } from "node:fs"
import type { Embedder } from "#workers/adapters/models/embed.ts"
import { staticEmbedder, vectorsFile } from "#workers/adapters/models/static-vectors/index.ts"
import { readTable } from "#workers/adapters/models/static-vectors/table.ts"
import { embeddedSearch } from "#workers/adapters/search/embedded.ts"
import { fusion, type Fusion } from "#workers/adapters/search/fuse.ts"
import { inRoot } from "../paths.ts"
import type { Judged } from "./corpora.ts"
import { memoryD1 } from "./d1.ts"
import { hitAt, mean, ndcgAt, percentile, recallAt } from "./metrics.ts"

export type Scores = {
  corpus: string
  way: string
  questions: number
  hit1: number
  hit5: number
  recall10: number
  ndcg10: number
  millis: number
}

export const ways: Record<string, Fusion> = {
  "words (FTS5 BM25)": { ...fusion, meaning: 0 },
  "meaning (vectors)": { ...fusion, words: 0 },
  "hybrid, by places only": { ...fusion, share: null },
  hybrid: fusion,
}

/** The embedder of a file of token vectors; without a name the one that the Worker serves. */
export function embedderOf(file: string = inRoot(`site/public/${vectorsFile}`)): Embedder {
  const bytes = readFileSync(file)
  return staticEmbedder(readTable(bytes.buffer.slice(bytes.byteOffset, bytes.byteOffset + bytes.byteLength)))
}

/** Indexes a corpus with the adapter that the Worker uses and asks every question in every way. */
export async function measure(
  { name, passages, questions }: Judged,
  embedder: Embedder,
  asked: Record<string, Fusion> = ways,
): Promise<Scores[]> {
  const { d1 } = memoryD1()
  const given = async () => embedder
  await embeddedSearch(d1, given).index("eval", passages)
  const scores: Scores[] = []
  for (const [way, weights] of Object.entries(asked)) {
    const search = embeddedSearch(d1, given, { weigh: weights })
    const results: { found: string[]; relevant: string[]; millis: number }[] = []
    for (const { text, relevant } of questions) {
      const started = performance.now()
      const found = await search.find(text, { limit: 40 })
      results.push({ found: [...new Set(found.map(({ id }) => id.split("#", 1).join()))], relevant, millis: performance.now() - started })
    }
    const over = (metric: (found: string[], relevant: string[]) => number) =>
      mean(results.map(({ found, relevant }) => metric(found, relevant)))
    scores.push({
      corpus: name,
      way,
      questions: questions.length,
      hit1: over((found, relevant) => hitAt(1, found, relevant)),
      hit5: over((found, relevant) => hitAt(5, found, relevant)),
      recall10: over((found, relevant) => recallAt(10, found, relevant)),
      ndcg10: over((found, relevant) => ndcgAt(10, found, relevant)),
      millis: percentile(
        results.map(({ millis }) => millis),
        0.5,
      ),
    })
  }
  return scores
}
