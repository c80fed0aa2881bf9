import { and, asc, desc, eq, gt, lt, or } from "drizzle-orm"
import { z } from "zod"
import { IdeaStatus } from "#schemas/idea.ts"
import { productIdeas } from "#schemas/tables/idea.ts"
import { invalidField } from "#workers/errors.ts"
import { decodeCursor, encodeCursor } from "#workers/lib/cursor.ts"
import { operation } from "#workers/operation.ts"

export const IdeaView = z.strictObject({
  id: z.string(),
  status: IdeaStatus,
  score: z.number().describe("0 to 100: the sum of the weights of the evidence"),
  title: z.string(),
  category: z.string(),
  audience: z.string(),
  keywords: z.array(z.string()),
  kind: z.string().nullable(),
  evidence: z.array(
    z.strictObject({ signal: z.string(), value: z.number(), weight: z.number(), source: z.string(), rows: z.string().optional() }),
  ),
  source: z.strictObject({ name: z.string(), url: z.string().nullable(), licence: z.string(), sha256: z.string() }),
  createdAt: z.iso.datetime(),
})

export const listIdeas = operation({
  name: "idea.list",
  about: "Lists product ideas with their evidence, the best first.",
  scope: "read",
  approval: "none",
  input: z.strictObject({
    status: IdeaStatus.optional(),
    cursor: z.string().max(200).optional(),
    limit: z.coerce.number().int().min(1).max(100).default(20),
  }),
  output: z.strictObject({ items: z.array(IdeaView), nextCursor: z.string().nullable() }),
})(async (ctx, { status, cursor, limit }) => {
  const rows = await ctx.db
    .select()
    .from(productIdeas)
    .where(and(status ? eq(productIdeas.status, status) : undefined, cursor ? after(cursor) : undefined))
    .orderBy(desc(productIdeas.score), asc(productIdeas.id))
    .limit(limit + 1)
  const items = rows
    .slice(0, limit)
    .map(({ id, status: now, score, meta, createdAt }) => ({ id, status: now, score, ...meta, createdAt: createdAt.toISOString() }))
  const last = items.at(-1)
  return { items, nextCursor: rows.length > limit && last ? encodeCursor([last.score, last.id]) : null }
})

function after(cursor: string) {
  const [score, id] = decodeCursor(cursor) ?? []
  if (typeof score !== "number" || typeof id !== "string") throw invalidField("cursor", "This cursor is not one of ours; begin without it.")
  return or(lt(productIdeas.score, score), and(eq(productIdeas.score, score), gt(productIdeas.id, id)))
}
