import type { ProviderConfig } from "#schemas/provider.ts"
import { sourceList } from "#seeds/sources.ts"
import { slugify } from "#workers/lib/slug.ts"
import { rowsSaid } from "./rows.ts"
import type { Reading } from "./source.ts"

/** A provider as a list names it: what an adapter would need, as far as it is known, and the lines that say so. */
export type FoundProvider = { name: string; title: string; config: ProviderConfig; evidence: string[] }

const speaksOpenai =
  /\bopenai[- ](?:api[- ])?compatible|\bcompatible with (?:the )?openai|\bdrop-in replacement (?:for|to|of) (?:the )?openai|\bopenai api[- ](?:compatible|format|spec|server)/i
const sells = /\b(?:marketplace|storefront|e-?commerce platform)\b.{0,80}\bAPI\b/i
const posts = /\b(?:social (?:network|media)|fediverse|activitypub|at protocol)\b.{0,80}\bAPI\b/i
const most = 40

/** Entries that are, or say they are, something that an adapter could speak to. Lists name no prices, so those stay open. */
export function providersIn(reading: Reading, source: string): FoundProvider[] {
  const found = new Map<string, FoundProvider>()
  for (const entry of reading.entries) {
    const title = entry.title.toLowerCase()
    const known = sourceList.providers.find(({ names }) => names.includes(title))
    const kind = known?.config.kind ?? kindOf(`${entry.title}. ${entry.text}`)
    const name = known?.name ?? slugify(entry.title, 40)
    if (kind === null || name.length < 2 || found.size >= most) continue
    const line = `${source}, ${rowsSaid([entry], reading.entries, entry.path)}: ${entry.url ?? "no address"}`
    const other = found.get(name)
    if (other) other.evidence.push(line)
    else found.set(name, { name, title: entry.title.slice(0, 80), config: known?.config ?? blank(kind), evidence: [line] })
  }
  return [...found.values()]
}

const kindOf = (text: string): ProviderConfig["kind"] | null =>
  speaksOpenai.test(text) ? "models" : sells.test(text) ? "channel" : posts.test(text) ? "posts" : null

const blank = (kind: ProviderConfig["kind"]): ProviderConfig => ({
  kind,
  protocol: kind === "models" ? "openai" : "documented-api",
  base_url: null,
  models: { chat: null, embed: null },
  prices: null,
  use_for: kind === "models" ? ["drafting"] : [],
})
