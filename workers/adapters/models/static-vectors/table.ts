import { z } from "zod"

const Header = z.object({ model: z.string(), dimension: z.int().min(8).max(1024), tokens: z.int().positive() })

/** One int8 row for each token; a row times its scale is the token's vector, frequent words shorter than rare ones. */
export type TokenTable = { model: string; dimension: number; scales: Float32Array; rows: Int8Array; tokens: Map<string, number> }

/** Reads the file that workers/cli/distill.py writes. Throws when it is cut short or is something else. */
export function readTable(bytes: ArrayBuffer): TokenTable {
  const length = bytes.byteLength < 4 ? 0 : new DataView(bytes).getUint32(0, true)
  if (length < 2 || length > 4096 || bytes.byteLength < 4 + length) throw new Error("The token vectors begin with no header.")
  const { model, dimension, tokens } = Header.parse(JSON.parse(new TextDecoder().decode(new Uint8Array(bytes, 4, length))))
  const from = 4 + length
  const words = from + 4 * tokens + dimension * tokens
  if (bytes.byteLength <= words)
    throw new Error(`The token vectors are cut short: ${bytes.byteLength} bytes, more than ${words} were announced.`)
  const list = new TextDecoder().decode(new Uint8Array(bytes, words)).split("\n")
  if (list.length !== tokens) throw new Error(`The token vectors have ${list.length} tokens; ${tokens} were announced.`)
  return {
    model,
    dimension,
    scales: new Float32Array(bytes, from, tokens),
    rows: new Int8Array(bytes, from + 4 * tokens, dimension * tokens),
    tokens: new Map(list.map((token, row) => [token, row])),
  }
}
