import { and, asc, eq, sql } from "drizzle-orm"
import { z } from "zod"
import { tickets } from "#schemas/tables/index.ts"
import type { Ctx } from "#workers/context.ts"
import type { Write } from "#workers/lib/db.ts"
import { operation } from "#workers/operation.ts"
import { decideBy } from "#workers/domain/decision/index.ts"
import { actOnFiles } from "./act-on-files.ts"
import { checkFiles } from "./check-files.ts"
import { letterWrite, pageOperator } from "#workers/domain/letter/index.ts"
import { deliverDue } from "./deliver.ts"
import { similaritiesOf } from "./intents.ts"
import type { TicketRow } from "./load.ts"
import { reportsDamage, reportsWrongFile } from "./rules/suggest.ts"
import { triageRule, verdictOf } from "./rules/triage.ts"

type Sorted = { row: TicketRow; intent: string; verdict: "fine" | "escalate" | "breach"; write: Write | null }

/**
 * Looks at every question that waits for a person: reads what it is about, sends a checked file where that mends it, and tells the operator
 * once before its time runs out and once when it has. The asker had the hand-over letter at once; what waits is the person's answer.
 */
export const triageTickets = operation({
  name: "ticket.triage",
  about: "Reads what waiting questions are about, and tells the operator before their time runs out.",
  scope: "write",
  approval: "none",
  decision: "support.answer",
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
  // Those of which all was told come last, so that however many they are, the new ones are read.
  const rows = await ctx.db
    .select()
    .from(tickets)
    .where(eq(tickets.status, "waiting"))
    .orderBy(sql`${tickets.breachedAt} IS NOT NULL`, asc(tickets.createdAt))
    .limit(200)
  const unread = rows.filter(({ intent }) => intent === null)
  const near = await similaritiesOf(ctx, unread)
  const sorted: Sorted[] = []
  const failed: unknown[] = []
  for (const row of rows) {
    try {
      sorted.push(await sortOne(ctx, row, near.get(row.id) ?? []))
    } catch (error) {
      // It is read again at the next run, and warned about like the others: what cannot be looked at is a person's all the more.
      failed.push(error)
      sorted.push({ row, intent: row.intent ?? "other", verdict: verdictOf(row, ctx.now()), write: null })
    }
  }
  const of = (wanted: "escalate" | "breach") => sorted.filter(({ verdict }) => verdict === wanted)
  const [escalated, breached] = [of("escalate"), of("breach")]
  await tell(ctx, breached, "breach", "waited longer than a day")
  await tell(ctx, escalated, "escalate", "wait, and their day ends within four hours")
  if (failed.length > 0) throw failed[0]
  const counts: Record<string, number> = {}
  for (const { intent } of sorted) counts[intent] = (counts[intent] ?? 0) + 1
  return { waiting: rows.length, read: unread.length, escalated: escalated.length, breached: breached.length, intents: counts, sent }
})

/** Decides about one question. What is read for the first time is logged and acted on here; a warning is logged with its mark. */
async function sortOne(ctx: Ctx, row: TicketRow, similarities: number[]): Promise<Sorted> {
  const { question, intent: known, createdAt, escalatedAt, breachedAt } = row
  const report = known === null ? await checkFiles(ctx, row) : { files: [], newer: [] }
  const given = {
    damage: reportsDamage(question),
    wrong: reportsWrongFile(question),
    known,
    similarities,
    createdAt: createdAt.toISOString(),
    escalatedAt: escalatedAt?.toISOString() ?? null,
    breachedAt: breachedAt?.toISOString() ?? null,
    now: ctx.now().toISOString(),
    files: report.files,
    newer: report.newer.flatMap(({ names }) => names),
  }
  const { why } = triageRule.decide(given)
  const { output, write } = decideBy(ctx, triageRule, given, { subject: row.id, why })
  const { intent, verdict, act } = output
  if (known !== null) return { row, intent, verdict, write }
  const read = ctx.db.update(tickets).set({ intent }).where(eq(tickets.id, row.id))
  const letter = {
    key: `damaged:${row.id}`,
    subject: "A bought file is damaged in the store",
    lines: [why, `Question ${row.id}.`],
    page: `/console/inbox/${row.id}`,
  }
  const told = act === "alarm" ? [letterWrite(ctx, letter)] : []
  if (act === "wait" || act === "alarm")
    await ctx.commit({ writes: [read, write, ...told], audit: { operation: "ticket.triage", subject: row.id, detail: { intent, act } } })
  if (act === "alarm") await pageOperator(ctx, letter)
  if (act === "fresh-copy" || act === "right-file") await actOnFiles(ctx, row, act, report, [read, write])
  return { row, intent, verdict, write: null }
}

/** One letter for all of them, written in the same batch as the marks: none is lost, and none is written twice. */
async function tell(ctx: Ctx, sorted: Sorted[], kind: "escalate" | "breach", what: string): Promise<void> {
  const ids = sorted.map(({ row }) => row.id)
  if (ids.length === 0) return
  const mark = kind === "escalate" ? { escalatedAt: ctx.now() } : { escalatedAt: ctx.now(), breachedAt: ctx.now() }
  const lines = sorted.map(({ row, intent }) => `${row.id}, about ${intent}, asked ${row.createdAt.toISOString()}`)
  const letter = {
    key: `${kind}:${ids[0]}:${ids.length}`,
    subject: `${ids.length} ${ids.length === 1 ? "question" : "questions"} ${what}`,
    lines: [...lines, "They wait in the inbox."],
    page: "/console/inbox",
  }
  await ctx.commit({
    writes: [
      ctx.db
        .update(tickets)
        .set(mark)
        // One parameter, however many they are: D1 takes a hundred.
        .where(and(sql`${tickets.id} IN (SELECT value FROM json_each(${JSON.stringify(ids)}))`, eq(tickets.status, "waiting"))),
      ...sorted.flatMap(({ write }) => write ?? []),
      letterWrite(ctx, letter),
    ],
    audit: ids.map((subject) => ({ operation: "ticket.triage", subject, detail: { kind } })),
  })
  await pageOperator(ctx, letter)
}
