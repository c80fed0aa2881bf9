import { and, eq } from "drizzle-orm"
import { z } from "zod"
import { audit, sources } from "#schemas/tables/index.ts"
import { withSpare } from "#workers/adapters/models/embed.ts"
import type { Ctx } from "#workers/context.ts"
import { invalidField } from "#workers/errors.ts"
import { mentions } from "#workers/lib/db.ts"
import { sha256 } from "#workers/lib/hash.ts"
import { operation } from "#workers/operation.ts"
import { place } from "./place.ts"
import { detectFormat } from "./rules/detect.ts"
import { ideasOf } from "./rules/ideas.ts"
import { licenceOf } from "./rules/licence.ts"
import { plain } from "./rules/plain.ts"
import { readSource } from "./rules/read.ts"
import { formats } from "./rules/source.ts"

const mostBytes = 5_000_000
const mostDropped = 50

const Answer = z.strictObject({
  sourceId: z.string(),
  entries: z.int().describe("entries, listings or search terms that were read"),
  kept: z.int().describe("ideas that were stored or that gained evidence"),
  dropped: z.array(z.strictObject({ title: z.string(), reason: z.string() })).max(mostDropped),
  ideas: z.array(z.strictObject({ id: z.string(), title: z.string(), category: z.string(), score: z.number() })),
})
type Answer = z.infer<typeof Answer>

const Input = z.strictObject({
  name: z.string().trim().min(1).max(200).describe("file name or title of the source"),
  text: z.string().min(1, "The source is empty.").max(mostBytes, "A source may have 5 MB at most."),
  format: z.enum(formats).optional().describe("found from name and text when absent"),
  url: z
    .url({ protocol: /^https?$/, error: "Use an http or https URL." })
    .max(2000)
    .optional(),
  licence: z.string().trim().min(2).max(60).optional(),
})

/** Reads a source and stores the ideas in it, best first. Text that was read before gives the answer it gave then. Throws `invalid` on `text`. */
export const ingestSource = operation({
  name: "idea.ingest",
  about: "Reads an awesome list, a listings export, a trends export or JSON, and stores the product ideas in it.",
  scope: "write",
  approval: "none",
  input: Input,
  output: Answer,
})(async (ctx, input) => {
  if (new TextEncoder().encode(input.text).length > mostBytes) throw invalidField("text", "A source may have 5 MB at most.")
  const sha = await sha256(input.text)
  for (let attempt = 1; ; attempt++) {
    const known = await answerOf(ctx, sha)
    if (known) return known
    try {
      return await readNew(ctx, input, sha)
    } catch (error) {
      // Another call stored this text or one of its ideas first: what is there now decides.
      const raced = mentions(error, "sources.sha256") || mentions(error, "product_ideas.fingerprint")
      if (!raced || attempt === 3) throw error
    }
  }
})

/** The audit entry of the first reading holds its answer. */
async function answerOf(ctx: Ctx, sha: string): Promise<Answer | null> {
  const [row] = await ctx.db
    .select({ detail: audit.detail })
    .from(sources)
    .innerJoin(audit, and(eq(audit.subject, sources.id), eq(audit.operation, "idea.ingest")))
    .where(eq(sources.sha256, sha))
  return row ? Answer.parse(row.detail["answer"]) : null
}

async function readNew(ctx: Ctx, { name, text, format: given, url, licence }: z.output<typeof Input>, sha: string): Promise<Answer> {
  const format = given ?? detectFormat(name, text)
  const reading = readSource(format, text)
  const entries = reading.entries.length + reading.trends.length
  if (entries + reading.dropped.length === 0)
    throw invalidField("text", "Nothing in it can be read as an idea: no linked list entries, listings or search terms.")
  const sourceId = ctx.id("source")
  const source = {
    name: plain(name, 200) || "source",
    url: url ?? null,
    licence: plain(licenceOf(text, licence), 60) || "unknown",
    sha256: sha,
  }
  const { found, placed } = await withSpare(await ctx.embedder(), async (embedder) => {
    const read = await ideasOf(reading, source.name, embedder)
    return { found: read, placed: await place(ctx, read.ideas, source, embedder) }
  })
  const { writes, ideas, dropped } = placed
  const answer: Answer = { sourceId, entries, kept: ideas.length, ideas, dropped: [...dropped, ...found.dropped].slice(0, mostDropped) }
  const row = { id: sourceId, ...source, format, entries, kept: ideas.length, readAt: ctx.now() }
  // At most 62 statements (a source has 60 ideas at most), so one batch holds them all.
  await ctx.commit({
    writes: [ctx.db.insert(sources).values(row), ...writes],
    audit: { operation: "idea.ingest", subject: sourceId, detail: { ...source, format, answer } },
  })
  return answer
}
