import { readFile, readdir, stat } from "node:fs/promises"
import { basename, join } from "node:path"
import { gunzipSync } from "node:zlib"
import { parseArgs } from "node:util"
import { localClient } from "./client.ts"
import { fail } from "./paths.ts"

/** `npm run ingest -- FILE|FOLDER|URL… [--url U] [--licence L]`: hands sources to the running shop and says what came of each. */
const { values, positionals } = parseArgs({ allowPositionals: true, options: { url: { type: "string" }, licence: { type: "string" } } })
if (positionals.length === 0)
  fail("Say what to read: npm run ingest -- README.md, a folder of exports, or an https address of seeds/sources.yaml")
type Source = { name: string; text: string; url?: string }
type Answer = {
  entries: number
  kept: number
  duplicates: number
  droppedBy: Record<string, number>
  difference: { added: number; changed: number; removed: number; same: number } | null
  providers: string[]
  ideas: { title: string; score: number }[]
}

/** Google's exports are UTF-16 with a mark; everything else is UTF-8. */
function textOf(bytes: Buffer): string {
  const wide = bytes[0] === 0xff && bytes[1] === 0xfe
  return new TextDecoder(wide ? "utf-16le" : "utf-8").decode(bytes)
}

async function sourcesAt(path: string): Promise<Source[]> {
  if (path.startsWith("https://")) {
    const reply = await fetch(path)
    if (!reply.ok) fail(`${path} answered ${reply.status}.`)
    return [{ name: basename(new URL(path).pathname), text: textOf(Buffer.from(await reply.arrayBuffer())), url: path }]
  }
  const about = await stat(path).catch(() => fail(`There is nothing at ${path}.`))
  if (about.isDirectory()) return (await Promise.all((await readdir(path)).toSorted().map((name) => sourcesAt(join(path, name))))).flat()
  const bytes = await readFile(path)
  const zipped = path.endsWith(".gz")
  return [{ name: basename(path).replace(/\.gz$/, ""), text: textOf(zipped ? gunzipSync(bytes) : bytes) }]
}

const api = await localClient()
let failed = 0
for (const source of (await Promise.all(positionals.map(sourcesAt))).flat()) {
  const started = performance.now()
  try {
    const sent = { ...source, ...(values.url ? { url: values.url } : {}), ...(values.licence ? { licence: values.licence } : {}) }
    const { entries, kept, duplicates, droppedBy, difference, providers, ideas } = await api.post<Answer>("/v1/sources", sent)
    const drops = Object.entries(droppedBy).map(([cause, count]) => `${count} ${cause}`)
    console.log(`${source.name}: ${entries} read, ${kept} ideas, ${duplicates} duplicates, ${Math.round(performance.now() - started)} ms`)
    if (difference)
      console.log(`  ${difference.added} added, ${difference.changed} changed, ${difference.removed} removed, ${difference.same} the same`)
    if (drops.length > 0) console.log(`  left out: ${drops.join(", ")}`)
    if (providers.length > 0) console.log(`  names providers: ${providers.join(", ")}`)
    for (const { title, score } of ideas.slice(0, 5)) console.log(`  ${score} ${title}`)
  } catch (error) {
    failed += 1
    console.log(`${source.name}: refused. ${error instanceof Error ? error.message : String(error)}`)
  }
}
if (failed > 0 && positionals.length === 1 && failed === positionals.length) process.exit(1)
