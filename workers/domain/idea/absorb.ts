import { and, desc, eq, sql } from "drizzle-orm"
import { z } from "zod"
import { audit, droppedIdeas, providers, sources } from "#schemas/tables/index.ts"
import { withSpare } from "#workers/adapters/models/embed.ts"
import type { Ctx } from "#workers/context.ts"
import { mentions, type Write } from "#workers/lib/db.ts"
import { entryWrites, rowsOfOrigin, saidElsewhere } from "./known.ts"
import { place } from "./place.ts"
import { revisionOf, rowsIn, sameOrigin, withoutKnown, withoutRepeats, type Row } from "./rules/entries.ts"
import { ideasOf } from "./rules/ideas.ts"
import { providersIn, type FoundProvider } from "./rules/providers.ts"
import type { Dropped, Reading } from "./rules/source.ts"

const mostShown = 50
const mostStored = 300

const Count = z.int().min(0)
export const IngestAnswer = z.strictObject({
  sourceId: z.string(),
  entries: Count.describe("entries, listings, search terms or own figures that were read"),
  kept: Count.describe("ideas that were stored or that gained evidence"),
  dropped: z.array(z.strictObject({ title: z.string(), reason: z.string(), cause: z.string().default("other") })).max(mostShown),
  droppedBy: z.record(z.string(), Count).default({}).describe("how many were dropped, by cause"),
  duplicates: Count.default(0).describe("entries that this source repeats or that another source had said"),
  difference: z
    .strictObject({ added: Count, changed: Count, removed: Count, same: Count })
    .nullable()
    .default(null)
    .describe("against the revision before; null for a first reading"),
  providers: z.array(z.string()).default([]).describe("provider adapters that it names; none is turned on by that"),
  ideas: z.array(z.strictObject({ id: z.string(), title: z.string(), category: z.string(), score: z.number() })),
})
export type IngestAnswer = z.infer<typeof IngestAnswer>

export type NewSource = { name: string; url: string | null; licence: string; sha256: string; format: string; origin: string }

/** Stores what a reading says, once for its hash. Text that was read before gives the answer it gave then, whoever was first. */
export async function absorb(ctx: Ctx, sha: string, read: (sha: string) => { source: NewSource; reading: Reading }): Promise<IngestAnswer> {
  for (let attempt = 1; ; attempt++) {
    const known = await answerOf(ctx, sha)
    if (known) return known
    try {
      const { source, reading } = read(sha)
      return await store(ctx, source, reading)
    } catch (error) {
      // Another call stored this text, one of its ideas or its entries first: what is there now decides.
      const raced = ["sources.sha256", "product_ideas.fingerprint", "source_entries."].some((name) => mentions(error, name))
      if (!raced || attempt === 3) throw error
    }
  }
}

/** The audit entry of the first reading holds its answer. */
async function answerOf(ctx: Ctx, sha: string): Promise<IngestAnswer | null> {
  const [row] = await ctx.db
    .select({ detail: audit.detail })
    .from(sources)
    .innerJoin(audit, and(eq(audit.subject, sources.id), eq(audit.operation, "idea.ingest")))
    .where(eq(sources.sha256, sha))
    .orderBy(desc(audit.at))
    .limit(1)
  return row ? IngestAnswer.parse(row.detail["answer"]) : null
}

async function store(ctx: Ctx, given: NewSource, reading: Reading): Promise<IngestAnswer> {
  const { source, rows, before } = await lineage(ctx, given, reading)
  const single = withoutRepeats(reading)
  const fresh = withoutKnown(single.reading, await saidElsewhere(ctx, source.origin, [...rows.keys()]))
  const revision = before.size > 0 ? revisionOf(rows, before) : null
  const said = { name: source.name, url: source.url, licence: source.licence, sha256: source.sha256 }
  const { found, placed } = await withSpare(await ctx.embedder(), async (embedder) => {
    const read = await ideasOf(fresh.reading, source.name, embedder, revision?.touched)
    return { found: read, placed: await place(ctx, read.ideas, said, embedder) }
  })
  const repeats = [...single.dropped, ...fresh.dropped]
  const dropped = [...placed.dropped, ...found.dropped, ...repeats]
  const named = providersIn(fresh.reading, source.name)
  const answer: IngestAnswer = {
    sourceId: ctx.id("source"),
    entries: reading.entries.length + reading.trends.length + reading.searches.length + reading.facts.length,
    kept: placed.ideas.length,
    ideas: placed.ideas,
    dropped: dropped.slice(0, mostShown),
    droppedBy: countBy(dropped),
    duplicates: repeats.length,
    difference: revision?.difference ?? null,
    providers: named.map(({ name }) => name),
  }
  const { sourceId, entries, kept, duplicates, droppedBy, difference } = answer
  const row = { ...source, id: sourceId, entries, kept, duplicates, droppedBy, difference, readAt: ctx.now() }
  // A source has 60 ideas at most and the rest goes in by the thousand, so one batch holds all of it.
  await ctx.commit({
    writes: [
      ctx.db.insert(sources).values(row),
      ...placed.writes,
      ...entryWrites(ctx, source.origin, rows),
      dropWrite(ctx, sourceId, dropped),
      ...named.map((provider) => providerWrite(ctx, provider)),
    ],
    audit: { operation: "idea.ingest", subject: sourceId, detail: { ...source, answer } },
  })
  return answer
}

/** What a source is a reading of. One that only has the name of another is an origin of its own. */
async function lineage(ctx: Ctx, source: NewSource, reading: Reading) {
  const rows = rowsIn(reading)
  const before = await rowsOfOrigin(ctx, source.origin)
  if (before.size === 0 || sameOrigin(rows, before)) return { source, rows, before }
  const own = { ...source, origin: `${source.origin} (${source.sha256.slice(0, 8)})` }
  return { source: own, rows, before: new Map<string, Row>() }
}

function countBy(dropped: readonly Dropped[]): Record<string, number> {
  const counts: Record<string, number> = {}
  for (const { cause } of dropped) counts[cause] = (counts[cause] ?? 0) + 1
  return counts
}

function dropWrite(ctx: Ctx, sourceId: string, dropped: readonly Dropped[]): Write {
  const rows = dropped.slice(0, mostStored).map((drop) => ({ id: ctx.id("drop"), ...drop }))
  const of = (name: string) => sql`json_extract(value, ${`$.${name}`})`
  return ctx.db.insert(droppedIdeas).select(sql`
    SELECT ${of("id")}, ${sourceId}, ${of("title")}, ${of("cause")}, ${of("reason")}, ${ctx.now().getTime()} FROM json_each(${JSON.stringify(rows)})`)
}

const providerWrite = (ctx: Ctx, { name, title, config, evidence }: FoundProvider): Write =>
  ctx.db.insert(providers).values({ name, title, config, evidence, status: "found", createdAt: ctx.now() }).onConflictDoNothing()
