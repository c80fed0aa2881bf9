import { existsSync, readFileSync, readdirSync, writeFileSync } from "node:fs"
import { gunzipSync } from "node:zlib"
import { Ajv } from "ajv"
import { expect, test } from "vitest"
import { staticEmbedder } from "#workers/adapters/models/static-vectors/index.ts"
import { readTable } from "#workers/adapters/models/static-vectors/table.ts"
import { AppError } from "#workers/errors.ts"
import { addressesModel } from "#workers/lib/safe/taint.ts"
import { contractFolder } from "#workers/test/contracts.ts"
import { keyOf, revisionOf, rowsIn, withoutKnown, withoutRepeats } from "./rules/entries.ts"
import { ideasOf } from "./rules/ideas.ts"
import { providersIn } from "./rules/providers.ts"
import { readAll, readSource } from "./rules/read.ts"
import type { Dropped } from "./rules/source.ts"

const folder = contractFolder("corpora/")
const table = new Uint8Array(readFileSync(new URL("../../../site/public/models/static-minilm.bin", import.meta.url))).buffer
const embedder = staticEmbedder(readTable(table))

const filesIn = (at: string, from = ""): string[] =>
  readdirSync(`${at}/${from}`, { withFileTypes: true })
    .flatMap((item) => (item.isDirectory() ? filesIn(at, `${from}${item.name}/`) : [`${from}${item.name}`]))
    .toSorted()
const textOf = (file: string): string => {
  const bytes = readFileSync(`${folder}${file}`)
  return (file.endsWith(".gz") ? gunzipSync(bytes) : bytes).toString()
}
const nameOf = (file: string) => (file.split("/").at(-1) ?? "").replace(/\.gz$/, "")

type Line = {
  file: string
  read: number
  ideas: string[]
  dropped: Dropped[]
  duplicates: number
  providers: string[]
  ms: number
  refused: string
}
const countBy = (dropped: readonly Dropped[]) =>
  Object.entries(Object.groupBy(dropped, ({ cause }) => cause)).map(([cause, all]) => `${all?.length} ${cause}`)

/** Reads one file as the operation does, with what earlier files said. */
async function take(file: string, said: Map<string, string>): Promise<Line> {
  const started = performance.now()
  const text = textOf(file)
  const line = { file, read: 0, ideas: [], dropped: [], duplicates: 0, providers: [], refused: "" }
  try {
    const { reading } = readAll(nameOf(file), text)
    const single = withoutRepeats(reading)
    const fresh = withoutKnown(single.reading, said)
    const { ideas, dropped } = await ideasOf(fresh.reading, nameOf(file), embedder)
    for (const entry of reading.entries) said.set(keyOf(entry), file)
    return {
      ...line,
      read: reading.entries.length + reading.trends.length + reading.searches.length,
      ideas: ideas.map(({ title, score }) => `${score} ${title}`),
      dropped: [...dropped, ...fresh.dropped],
      duplicates: single.dropped.length + fresh.dropped.length,
      providers: providersIn(fresh.reading, nameOf(file)).map(({ name }) => name),
      ms: Math.round(performance.now() - started),
    }
  } catch (error) {
    if (!(error instanceof AppError)) throw error
    return { ...line, refused: error.fields[0]?.message ?? error.message, ms: Math.round(performance.now() - started) }
  }
}

const markdown = (lines: readonly Line[]) =>
  lines
    .map(({ file, read, ideas, dropped, duplicates, providers, ms, refused }) =>
      refused
        ? `| ${file} | – | refused: ${refused} | | | | ${ms} |`
        : `| ${file} | ${read} | ${ideas.length} | ${countBy(dropped).join(", ")} | ${duplicates} | ${providers.length} | ${ms} |`,
    )
    .join("\n")

test.skipIf(folder === null)(
  "every file of the corpora gives ideas with evidence, or is refused with a reason; none takes an order from a text",
  async () => {
    const said = new Map<string, string>()
    const lines: Line[] = []
    for (const file of filesIn(folder ?? ""))
      if (!file.includes(".before-") && !file.endsWith("SOURCE.md")) lines.push(await take(file, said))
    if (process.env["INGEST_REPORT"]) writeFileSync(process.env["INGEST_REPORT"], `${markdown(lines)}\n\n${JSON.stringify(lines, null, 1)}`)
    const of = (part: string) => lines.find(({ file }) => file.includes(part))
    expect([of("tensorchord")?.read, of("Hannibal")?.read, of("steven2358")?.read]).toEqual([365, 368, 344])
    expect([of("etsy")?.read, of("shopify")?.read, of("canada")?.read, of("worldwide")?.read, of("wands")?.read]).toEqual([
      93, 20, 2, 2, 480,
    ])
    for (const part of ["tensorchord", "Hannibal", "steven2358", "shopify", "Durgesh-tools"])
      expect(of(part)?.ideas.length, part).toBeGreaterThan(0)
    // All 93 listings of that shop live by one brand: nothing of it is ours to make.
    expect([of("etsy")?.ideas, of("etsy")?.dropped[0]]).toMatchObject([
      [],
      { cause: "policy", reason: expect.stringContaining("12 of 12 listings") },
    ])
    expect(lines.flatMap(({ ideas }) => ideas).filter((idea) => /pok[eé]mon|charizard|disney|marvel/i.test(idea))).toEqual([])
    expect(lines.flatMap(({ ideas }) => ideas).filter(addressesModel)).toEqual([])
    for (const part of ["prompt-injection", "profanity", "pii", "support/b", "docs.jsonl", "schema.json"])
      for (const line of lines.filter(({ file }) => file.includes(part)))
        expect([line.file, line.ideas, line.refused.length > 20]).toEqual([line.file, [], true])
  },
)

test.skipIf(folder === null)("of a new revision only the difference is work", async () => {
  const rows = (file: string) => rowsIn(readSource("markdown", textOf(`awesome/${file}`)))
  const pairs = [
    ["Awesome-LLMOps.README.before-2025-01-01.md", "tensorchord-Awesome-LLMOps.README.md"],
    ["awesome-generative-ai.README.before-2025-06-01.md", "steven2358-awesome-generative-ai.README.md"],
  ] as const
  const differences: Record<string, unknown> = {
    "tensorchord-Awesome-LLMOps.README.md": { added: 37, changed: 6, removed: 2, same: 308 },
    "steven2358-awesome-generative-ai.README.md": { added: 131, changed: 8, removed: 62, same: 203 },
  }
  const entries = (file: string) => readSource("markdown", textOf(`awesome/${file}`)).entries.length
  expect(pairs.map(([old, now]) => [entries(old), entries(now)])).toEqual([
    [329, 365],
    [275, 344],
  ])
  for (const [old, now] of pairs) {
    const { difference, touched } = revisionOf(rows(now), rows(old))
    expect(difference.same + difference.added + difference.changed).toBe(rows(now).size)
    expect(difference.same + difference.changed + difference.removed).toBe(rows(old).size)
    expect(difference).toEqual(differences[now])
    const all = await ideasOf(readSource("markdown", textOf(`awesome/${now}`)), now, embedder)
    const some = await ideasOf(readSource("markdown", textOf(`awesome/${now}`)), now, embedder, touched)
    expect(some.ideas.length).toBeLessThanOrEqual(all.ideas.length)
    expect(revisionOf(rows(now), rows(now)).difference).toMatchObject({ added: 0, changed: 0, removed: 0 })
  }
})

test.skipIf(folder === null)("the tools of the directory fit the directory's own schema", () => {
  const validate = new Ajv({ strict: false, validateFormats: false }).compile(JSON.parse(textOf("ai-tools/Durgesh-schema.json")))
  const { tools } = JSON.parse(textOf("ai-tools/Durgesh-tools.json"))
  expect(tools.filter((tool: unknown) => !validate(tool))).toEqual([])
  expect(existsSync(`${folder}ai-tools/Durgesh-tools.json`)).toBe(true)
})
