import { and, asc, eq, gt, gte, lt, type SQL } from "drizzle-orm"
import { z } from "zod"
import { decisionLinks, decisions } from "#schemas/tables/index.ts"
import type { Ctx } from "#workers/context.ts"
import { invalidField } from "#workers/errors.ts"
import { canonical, sha256 } from "#workers/lib/hash.ts"
import { operation } from "#workers/operation.ts"
import { decision } from "#workers/domain/decision/index.ts"
import { remake } from "./remake.ts"

const pageSize = 100
const dayMs = 86_400_000

const Differing = z.strictObject({
  id: z.string(),
  rule: z.string().describe("name@version"),
  subject: z.string(),
  at: z.iso.datetime(),
  why: z.string(),
  diff: z.array(z.strictObject({ path: z.string(), logged: z.string(), again: z.string() })),
})

export const ReplayReport = z
  .strictObject({
    run: z.string(),
    ok: z.boolean().describe("every decision was made again, bit for bit, and the chain holds"),
    decisions: z.int(),
    same: z.int(),
    unchained: z.int().describe("decided since the chain was last sealed"),
    rules: z.array(z.strictObject({ rule: z.string(), count: z.int() })),
    hash: z.strictObject({ logged: z.string(), again: z.string() }).describe("over every decision's id and output, in their order"),
    different: z.array(Differing).max(10).describe("the first of them"),
    chain: decision.verify.spec.output,
  })
  .meta({ id: "ReplayReport" })
type Report = z.infer<typeof ReplayReport>

/** Makes the decisions of a day or a run again from the log alone, and compares them byte by byte. Nothing is written, no model is asked. */
export const replayRun = operation({
  name: "replay.run",
  about: "Makes the logged decisions of a day or a run again, compares them bit for bit, and checks the chain.",
  scope: "read",
  approval: "none",
  input: z.strictObject({ run: z.string().min(1).max(80).describe("a day as YYYY-MM-DD, the id of a job, or `all`") }),
  output: ReplayReport,
})(async (ctx, { run }) => {
  const report: Report = {
    run,
    ok: true,
    decisions: 0,
    same: 0,
    unchained: 0,
    rules: [],
    hash: { logged: "", again: "" },
    different: [],
    chain: await decision.verify(ctx, {}),
  }
  const counts = new Map<string, number>()
  for await (const { row, seq } of logged(ctx, within(run))) {
    const name = `${row.rule}@${row.version}`
    counts.set(name, (counts.get(name) ?? 0) + 1)
    report.decisions++
    if (seq === null) report.unchained++
    const { output, differs } = await remake(ctx, row)
    report.hash.logged = await sha256(`${report.hash.logged}\n${row.id} ${canonical(row.output)}`)
    report.hash.again = await sha256(`${report.hash.again}\n${row.id} ${output}`)
    if (!differs) report.same++
    else if (report.different.length < 10)
      report.different.push({ id: row.id, rule: name, subject: row.subject, at: row.at.toISOString(), ...differs })
  }
  report.rules = [...counts].map(([rule, count]) => ({ rule, count })).toSorted((a, b) => (a.rule < b.rule ? -1 : 1))
  report.ok = report.same === report.decisions && report.chain.ok
  return report
})

function within(run: string): SQL | undefined {
  if (run === "all") return undefined
  if (!/^\d{4}-\d{2}-\d{2}$/.test(run)) return eq(decisions.run, run)
  const from = new Date(`${run}T00:00:00Z`)
  if (Number.isNaN(from.getTime()) || from.toISOString().slice(0, 10) !== run) throw invalidField("run", `There is no day ${run}.`)
  return and(gte(decisions.at, from), lt(decisions.at, new Date(from.getTime() + dayMs)))
}

/** The log in its order, page by page; what is decided meanwhile comes last. */
async function* logged(ctx: Ctx, which: SQL | undefined) {
  for (let after = ""; ;) {
    const page = await ctx.db
      .select({ row: decisions, seq: decisionLinks.seq })
      .from(decisions)
      .leftJoin(decisionLinks, eq(decisionLinks.decisionId, decisions.id))
      .where(and(which, gt(decisions.id, after)))
      .orderBy(asc(decisions.id))
      .limit(pageSize)
    yield* page
    const last = page.at(-1)
    if (!last || page.length < pageSize) return
    after = last.row.id
  }
}
