import { env } from "cloudflare:workers"
import { expect, test } from "vitest"
import { cosine, embedAll } from "../embed.ts"
import { loadStaticVectors, staticEmbedder } from "./index.ts"
import { readTable } from "./table.ts"
import { basicTokens, wordPieces } from "./tokenizer.ts"

const embedder = await loadStaticVectors((env as { ASSETS: Fetcher }).ASSETS)
const near = async (a: string, b: string): Promise<number> => {
  const [one, other] = await embedder.embed([a, b])
  return one && other ? cosine(one, other) : Number.NaN
}

test("vectors have length one, are the same every time, and a text without words has none", async () => {
  const [vector, again, none] = await embedder.embed(["meal planner for families", "meal planner for families", "\u{1f9ff} \u0000"])
  expect([embedder.dimension, vector?.length]).toEqual([256, 256])
  expect(Math.hypot(...(vector ?? []))).toBeCloseTo(1, 5)
  expect(again).toEqual(vector)
  expect(Math.hypot(...(none ?? [Number.NaN]))).toBe(0)
})

test("texts that share a meaning but no word are nearer than texts of another trade", async () => {
  for (const [question, answer, other] of [
    ["Can I get my money back?", "refund policy", "printer settings"],
    ["my laptop", "a notebook computer", "a flower bed"],
    ["How do I open the archive?", "extract a zip file", "wedding guest list"],
  ] as const)
    expect(await near(question, answer)).toBeGreaterThan((await near(question, other)) + 0.08)
})

test("words are split as BERT splits them: lower case, no accents, punctuation and CJK alone, unknown words left out", () => {
  expect(basicTokens("Déjà-vu, don't! 漢字 $5")).toEqual(["deja", "-", "vu", ",", "don", "'", "t", "!", "漢", "字", "$", "5"])
  const vocabulary = new Map(["un", "##aff", "##able", "able", "##abl"].map((token, row) => [token, row]))
  expect(wordPieces("Unaffable able xyz", vocabulary)).toEqual([0, 1, 2, 3])
  expect(wordPieces("able".repeat(40), vocabulary)).toEqual([])
})

/** A file as distill.py writes it: two tokens of eight dimensions. */
function file(tokens = "red\nblue", announced = 2): ArrayBuffer {
  const header = JSON.stringify({ model: "m", dimension: 8, tokens: announced })
  const head = new TextEncoder().encode(header.padEnd(Math.ceil(header.length / 4) * 4))
  const rows = [...Array.from({ length: 8 }, () => 100), ...Array.from({ length: 8 }, () => -100)]
  const parts = [
    new Uint32Array([head.length]),
    head,
    new Float32Array([0.01, 0.5]),
    Int8Array.from(rows),
    new TextEncoder().encode(tokens),
  ]
  return Uint8Array.from(parts.flatMap((part) => Array.from(new Uint8Array(part.buffer, part.byteOffset, part.byteLength)))).buffer
}

test("a file of vectors is read as it was written; one that is cut short or something else is refused", async () => {
  const [red, blue] = await staticEmbedder(readTable(file())).embed(["red", "blue"])
  expect(red && blue && cosine(red, blue)).toBeCloseTo(-1, 5)
  expect(() => readTable(file().slice(0, -8))).toThrow(/cut short/)
  expect(() => readTable(file("red"))).toThrow(/1 tokens; 2 were announced/)
  expect(() => readTable(new TextEncoder().encode("<!doctype html><p>Not found").buffer)).toThrow(/no header/)
})

test("an embedder that gives another dimension, another count or no number is refused", async () => {
  const giving = (vectors: Float32Array[]) => embedAll({ model: "broken", dimension: 2, embed: async () => vectors }, ["text"])
  await expect(giving([new Float32Array(3)])).rejects.toThrow("broken gave a vector of 3 dimensions instead of 2.")
  await expect(giving([])).rejects.toThrow("broken gave 0 vectors for 1 texts.")
  await expect(giving([Float32Array.of(Number.NaN, 1)])).rejects.toThrow(/no number/)
})
