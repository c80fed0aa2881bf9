import type { Embedder } from "../embed.ts"
import { readTable, type TokenTable } from "./table.ts"
import { wordPieces } from "./tokenizer.ts"

/** Token vectors distilled from all-MiniLM-L6-v2 (Apache-2.0); made by workers/cli/distill.py, described in the folder's README. */
export const vectorsFile = "models/static-minilm.bin"

/** The mean of the vectors of a text's word pieces, with length one: meaning without a network or a model that runs. */
export function staticEmbedder(table: TokenTable): Embedder {
  return { model: table.model, dimension: table.dimension, embed: async (texts) => texts.map((text) => meanOf(text, table)) }
}

function meanOf(text: string, { dimension, scales, rows, tokens }: TokenTable): Float32Array {
  const sum = new Float32Array(dimension)
  for (const row of wordPieces(text, tokens)) {
    const scale = scales[row] ?? 0
    const from = row * dimension
    for (let at = 0; at < dimension; at++) sum[at] = (sum[at] ?? 0) + scale * (rows[from + at] ?? 0)
  }
  const length = Math.hypot(...sum)
  return length === 0 ? sum : sum.map((value) => value / length)
}

let loaded: Promise<Embedder> | undefined

/** The embedded embedder, read from the Worker's assets once an isolate. */
export function loadStaticVectors(assets: Pick<Fetcher, "fetch">): Promise<Embedder> {
  loaded ??= read(assets)
  loaded.catch(() => (loaded = undefined))
  return loaded
}

async function read(assets: Pick<Fetcher, "fetch">): Promise<Embedder> {
  const reply = await assets.fetch(`https://assets.local/${vectorsFile}`)
  if (!reply.ok) throw new Error(`${vectorsFile} is not among the assets; it belongs to the project under site/public.`)
  return staticEmbedder(readTable(await reply.arrayBuffer()))
}
