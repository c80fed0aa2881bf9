import { and, desc, eq, lt } from "drizzle-orm"
import { z } from "zod"
import { decisions } from "#schemas/tables/index.ts"
import { pageOf } from "#workers/lib/cursor.ts"
import { operation } from "#workers/operation.ts"

export const DecisionView = z
  .strictObject({
    id: z.string(),
    run: z.string(),
    agent: z.string(),
    decision: z.string(),
    rule: z.string(),
    version: z.int(),
    subject: z.string(),
    input: z.unknown(),
    heard: z.array(z.strictObject({ prompt: z.string().nullable(), version: z.int(), model: z.string(), output: z.unknown() })),
    tools: z.array(z.strictObject({ name: z.string(), input: z.unknown(), output: z.unknown() })),
    output: z.unknown(),
    why: z.string(),
    at: z.iso.datetime(),
  })
  .meta({ id: "Decision" })

/** Newest first; by subject it is the answer to "why is it so?". */
export const listDecisions = operation({
  name: "decision.list",
  about: "Lists what was decided, from what and why, newest first.",
  scope: "read",
  approval: "none",
  input: z.strictObject({
    subject: z.string().max(80).optional(),
    run: z.string().max(80).optional(),
    decision: z.string().max(40).optional(),
    cursor: z.string().max(60).optional(),
    limit: z.coerce.number().int().min(1).max(100).default(20),
  }),
  output: z.strictObject({ items: z.array(DecisionView), nextCursor: z.string().nullable() }),
})(async (ctx, { subject, run, decision, cursor, limit }) => {
  const rows = await ctx.db
    .select()
    .from(decisions)
    .where(
      and(
        subject ? eq(decisions.subject, subject) : undefined,
        run ? eq(decisions.run, run) : undefined,
        decision ? eq(decisions.decision, decision) : undefined,
        cursor ? lt(decisions.id, cursor) : undefined,
      ),
    )
    .orderBy(desc(decisions.id))
    .limit(limit + 1)
  return pageOf(rows, limit, ({ at, ...row }) => ({ ...row, at: at.toISOString() }))
})
