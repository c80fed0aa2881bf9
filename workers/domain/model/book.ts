import { and, eq, gt, lt, sql } from "drizzle-orm"
import { z } from "zod"
import { modelCalls, shopFacts } from "#schemas/tables/index.ts"
import type { Ctx } from "#workers/context.ts"
import { credit, debit, ledgerEntry } from "#workers/domain/ledger/index.ts"
import { centsByDay } from "./rules.ts"

/** Calls are recorded when they end, so a day is complete some minutes after midnight. */
const settledMs = 10 * 60_000
const factName = "model-costs"
const Carried = z.object({ day: z.string(), micros: z.int() })

/**
 * Books what the models cost, one entry a finished day, in cents of the dollar that the providers bill in. The rest below a cent is kept
 * beside the last day in the same commit. Answers how many days are new.
 */
export async function bookModelCosts(ctx: Ctx): Promise<number> {
  const today = `${new Date(ctx.now().getTime() - settledMs).toISOString().slice(0, 10)}T00:00:00Z`
  const [kept] = await ctx.db.select().from(shopFacts).where(eq(shopFacts.name, factName))
  const from = kept ? Carried.parse(JSON.parse(kept.value)) : { day: "1970-01-01", micros: 0 }
  const day = sql<string>`date(${modelCalls.at} / 1000, 'unixepoch')`
  const rows = await ctx.db
    .select({ day, micros: sql<number>`sum(${modelCalls.costMicros})` })
    .from(modelCalls)
    .where(and(gt(modelCalls.at, new Date(`${from.day}T23:59:59.999Z`)), lt(modelCalls.at, new Date(today))))
    .groupBy(day)
    .orderBy(day)
    .limit(40)
  if (rows.length === 0) return 0
  const { entries, carried } = centsByDay(rows, from)
  const value = JSON.stringify(carried)
  await ctx.commit({
    writes: [
      ...entries.flatMap(({ day: of, cents }) =>
        ledgerEntry(ctx, {
          source: "model.day",
          sourceId: of,
          at: new Date(`${of}T23:59:59Z`),
          memo: `Model calls of ${of}`,
          postings: [
            debit("model-costs", { amount: cents, currency: "USD" }),
            credit("payable:models", { amount: cents, currency: "USD" }),
          ],
        }),
      ),
      ctx.db.insert(shopFacts).values({ name: factName, value }).onConflictDoUpdate({ target: shopFacts.name, set: { value } }),
    ],
    audit: { operation: "model.book", subject: "models", detail: { days: rows.length } },
  })
  return rows.length
}
