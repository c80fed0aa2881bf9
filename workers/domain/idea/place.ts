import { and, desc, eq, inArray } from "drizzle-orm"
import { productIdeas, type IdeaMeta } from "#schemas/tables/idea.ts"
import { cosine, type Embedder } from "#workers/adapters/models/embed.ts"
import type { Ctx } from "#workers/context.ts"
import type { Write } from "#workers/lib/db.ts"
import { mergeIdeas, sameIdea } from "./rules/ideas.ts"
import { evidence } from "./rules/score.ts"
import type { Dropped, Idea } from "./rules/source.ts"

type Row = typeof productIdeas.$inferSelect
type Placed = { id: string; title: string; category: string; score: number }
type Found = Idea & { vector: Float32Array }

/** Each idea as a row of its own, or as evidence for the one that already says it; nothing is written yet. */
export async function place(
  ctx: Ctx,
  found: readonly Found[],
  source: IdeaMeta["source"],
  embedder: Embedder,
): Promise<{ writes: Write[]; ideas: Placed[]; dropped: Dropped[] }> {
  const known = await knownIdeas(ctx, found)
  const writes: Write[] = []
  const ideas: Placed[] = []
  const dropped: Dropped[] = []
  const claimed = new Set<string>()
  for (const idea of found) {
    const twin = twinOf(idea, known, embedder.model)
    if (twin && (twin.status !== "new" || claimed.has(twin.id))) {
      const reason =
        twin.status === "new"
          ? `It is the same idea as "${twin.meta.title}".`
          : `The shop already has this idea (${twin.status}): "${twin.meta.title}".`
      dropped.push({ title: idea.title, cause: "duplicate", reason })
    } else if (twin) {
      claimed.add(twin.id)
      const { score, meta } = strengthen(twin, idea, source)
      // A row that is taken in the meantime keeps what it had.
      writes.push(
        ctx.db
          .update(productIdeas)
          .set({ meta, score })
          .where(and(eq(productIdeas.id, twin.id), eq(productIdeas.status, "new"))),
      )
      ideas.push({ id: twin.id, title: meta.title, category: meta.category, score })
    } else {
      const row = rowOf(ctx, idea, source, embedder)
      writes.push(ctx.db.insert(productIdeas).values(row))
      ideas.push({ id: row.id, title: idea.title, category: idea.category, score: idea.score })
    }
  }
  return { writes, ideas: ideas.toSorted((a, b) => b.score - a.score), dropped }
}

/** Every idea with one of these fingerprints, and the best of those that wait. */
async function knownIdeas(ctx: Ctx, found: readonly Found[]): Promise<Row[]> {
  if (found.length === 0) return []
  const fingerprints = found.map(({ fingerprint }) => fingerprint)
  const [same, waiting] = await ctx.db.batch([
    ctx.db.select().from(productIdeas).where(inArray(productIdeas.fingerprint, fingerprints)),
    ctx.db.select().from(productIdeas).where(eq(productIdeas.status, "new")).orderBy(desc(productIdeas.score)).limit(500),
  ])
  return [...same, ...waiting]
}

function twinOf(idea: Found, known: readonly Row[], model: string): Row | undefined {
  const comparable = (row: Row) => row.status === "new" && row.model === model && row.meta.kind === idea.kind
  return (
    known.find((row) => row.fingerprint === idea.fingerprint) ??
    known.find((row) => comparable(row) && cosine(vectorOf(row.embedding), idea.vector) >= sameIdea)
  )
}

/** A second source is evidence by itself; a newer reading of the same source only brings its figures up to date. */
function strengthen(row: Row, idea: Found, source: IdeaMeta["source"]): { score: number; meta: IdeaMeta } {
  const others = new Set([row.meta.source.name, ...row.meta.evidence.map((item) => item.source), source.name]).size - 1
  const seen = others > 0 ? [evidence("also found in another source", others, source.name, idea.evidence[0]?.rows)] : []
  const { score, ...meta } = mergeIdeas(row.meta, { keywords: idea.keywords, evidence: [...idea.evidence, ...seen] })
  return { score, meta }
}

function rowOf(
  ctx: Ctx,
  { title, category, audience, keywords, kind, evidence: figures, score, fingerprint, vector }: Found,
  source: IdeaMeta["source"],
  { model, dimension }: Embedder,
) {
  const meta: IdeaMeta = { title, category, audience, keywords, kind, evidence: figures, source }
  return {
    id: ctx.id("idea"),
    fingerprint,
    embedding: Buffer.from(vector.buffer),
    model,
    dimension,
    meta,
    score,
    status: "new" as const,
    createdAt: ctx.now(),
  }
}

/** Copied, because a Float32Array may only begin at a multiple of four bytes. */
const vectorOf = (bytes: Uint8Array): Float32Array => new Float32Array(new Uint8Array(bytes).buffer)
