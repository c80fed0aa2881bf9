import { eq } from "drizzle-orm"
import { z } from "zod"
import { DrillReport } from "#schemas/backup.ts"
import { shopFacts } from "#schemas/tables/index.ts"
import type { Ctx } from "#workers/context.ts"
import { operation } from "#workers/operation.ts"

const fact = "backup:drill"

/** Restores the newest backup into a scratch database and looks whether all of it is there; the report is kept and shown. */
export const drillRestore = operation({
  name: "backup.drill",
  about: "Restores the newest backup into a scratch database and checks it.",
  scope: "write",
  approval: "none",
  input: z.strictObject({}),
  output: DrillReport,
})(async (ctx) => {
  const report = DrillReport.parse(await ctx.rehearse())
  const value = JSON.stringify(report)
  await ctx.commit({
    writes: [ctx.db.insert(shopFacts).values({ name: fact, value }).onConflictDoUpdate({ target: shopFacts.name, set: { value } })],
    audit: { operation: "backup.drill", subject: report.date ?? "none", detail: { ok: report.ok, problems: report.problems.slice(0, 5) } },
  })
  return report
})

export async function lastDrill(ctx: Ctx): Promise<DrillReport | null> {
  const [row] = await ctx.db.select().from(shopFacts).where(eq(shopFacts.name, fact))
  return row ? DrillReport.parse(JSON.parse(row.value)) : null
}
