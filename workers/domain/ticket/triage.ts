import { and, asc, eq, inArray } from "drizzle-orm"
import { z } from "zod"
import { tickets } from "#schemas/tables/index.ts"
import { cosine, embedAll, withSpare } from "#workers/adapters/models/embed.ts"
import type { Ctx } from "#workers/context.ts"
import { operation } from "#workers/operation.ts"
import { pageOperator } from "#workers/domain/letter/index.ts"
import { deliverDue } from "./deliver.ts"
import { intentOf, intents, verdictOf, type Intent } from "./rules/triage.ts"

type Row = typeof tickets.$inferSelect

/**
 * Looks at every question that waits for a person: reads what it is about, and tells the operator once before its time runs out and
 * once when it has. The asker had the hand-over letter at once; what waits is the person's answer.
 */
export const triageTickets = operation({
  name: "ticket.triage",
  about: "Reads what waiting questions are about, and tells the operator before their time runs out.",
  scope: "write",
  approval: "none",
  input: z.strictObject({}),
  output: z.strictObject({
    waiting: z.int(),
    read: z.int(),
    escalated: z.int(),
    breached: z.int(),
    intents: z.record(z.string(), z.int()),
    sent: z.int().describe("answers that were written and had not gone out"),
  }),
})(async (ctx) => {
  const sent = await deliverDue(ctx)
  const rows = await ctx.db.select().from(tickets).where(eq(tickets.status, "waiting")).orderBy(asc(tickets.createdAt)).limit(200)
  const unread = rows.filter(({ intent }) => intent === null)
  const read = await readIntents(ctx, unread)
  for (const [id, intent] of read) await ctx.db.update(tickets).set({ intent }).where(eq(tickets.id, id))
  const known = rows.map((row) => ({ ...row, intent: read.get(row.id) ?? row.intent ?? "other" }))
  const due = known.map((row) => ({ row, verdict: verdictOf(row, ctx.now()) }))
  const of = (wanted: "escalate" | "breach") => due.flatMap(({ row, verdict }) => (verdict === wanted ? [row] : []))
  const [escalated, breached] = [of("escalate"), of("breach")]
  await tell(ctx, breached, "breach", "waited longer than a day")
  await tell(ctx, escalated, "escalate", "wait, and their day ends within four hours")
  const counts: Record<string, number> = {}
  for (const { intent } of known) counts[intent] = (counts[intent] ?? 0) + 1
  return { waiting: rows.length, read: read.size, escalated: escalated.length, breached: breached.length, intents: counts, sent }
})

/** By the shop's own vectors, or a hosted model's when one is set; never by asking a model what to do. */
async function readIntents(ctx: Ctx, rows: Row[]): Promise<Map<string, Intent>> {
  if (rows.length === 0) return new Map()
  return withSpare(await ctx.embedder(), async (by) => {
    const [examples, questions] = [
      await embedAll(by, Object.values(intents)),
      await embedAll(
        by,
        rows.map(({ question }) => question),
      ),
    ]
    return new Map(
      rows.map(({ id }, at) => {
        const question = questions[at]
        return [id, intentOf(question ? examples.map((example) => cosine(example, question) - (by.unrelated ?? 0)) : [])]
      }),
    )
  })
}

/** One letter for all of them; the marks are written first, so a letter may be lost and is never written twice. */
async function tell(ctx: Ctx, rows: Row[], kind: "escalate" | "breach", what: string): Promise<void> {
  const ids = rows.map(({ id }) => id)
  if (ids.length === 0) return
  const mark = kind === "escalate" ? { escalatedAt: ctx.now() } : { escalatedAt: ctx.now(), breachedAt: ctx.now() }
  await ctx.commit({
    writes: [
      ctx.db
        .update(tickets)
        .set(mark)
        .where(and(inArray(tickets.id, ids), eq(tickets.status, "waiting"))),
    ],
    audit: ids.map((subject) => ({ operation: "ticket.triage", subject, detail: { kind } })),
  })
  const lines = rows.map(({ id, intent, createdAt }) => `${id}, about ${intent}, asked ${createdAt.toISOString()}`)
  const subject = `${ids.length} ${ids.length === 1 ? "question" : "questions"} ${what}`
  await pageOperator(ctx, {
    key: `${kind}:${ids[0]}:${ids.length}`,
    subject,
    lines: [...lines, "They wait in the inbox."],
    page: "/console/inbox",
  })
}
