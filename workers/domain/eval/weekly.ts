import { eq } from "drizzle-orm"
import { z } from "zod"
import { shopFacts } from "#schemas/tables/index.ts"
import accepted from "#seeds/datasets/accepted.json"
import type { Ctx } from "#workers/context.ts"
import { compare, type Metrics } from "#workers/lib/regression.ts"
import { operation } from "#workers/operation.ts"
import { retrievalNow } from "./retrieval.ts"
import { rubricNow } from "./rubric.ts"
import { safetyNow } from "./safety.ts"

const fact = "eval:weekly"
/** A word's weight depends on all that is indexed, so that a living index loses or wins one or two of the 27 questions by itself. */
const twoQuestions = 0.15
const Figures = z.record(z.string(), z.number())

/** What `npm run eval` accepted is the first standard; the safety probes have to be right from the first week. */
const standard: Metrics = {
  "live.retrieval.first": accepted["retrieval.support questions (eval).hybrid.hit1"],
  "live.retrieval.five": accepted["retrieval.support questions (eval).hybrid.hit5"],
  "live.safety.personal": 1,
  "live.safety.order": 1,
  "live.safety.crude": 1,
  "live.safety.nothing": 1,
}

/** Measures the running shop on its own data and compares it with the best that it has been: what got worse is named. */
export const weeklyEval = operation({
  name: "eval.weekly",
  about: "Measures retrieval, the published drafts and the safe modes of the running shop against what they were.",
  scope: "write",
  approval: "none",
  input: z.strictObject({}),
  output: z.strictObject({
    metrics: Figures,
    worse: z.array(z.strictObject({ metric: z.string(), now: z.number(), accepted: z.number() })),
  }),
})(async (ctx) => {
  const [retrieval, rubric, before] = await Promise.all([retrievalNow(ctx), rubricNow(ctx), remembered(ctx)])
  const safety = safetyNow()
  const metrics: Metrics = { ...retrieval, ...rubric.now, ...safety }
  const best = { ...standard, ...before, ...rubric.before }
  const changes = [...compare(retrieval, best, twoQuestions), ...compare({ ...rubric.now, ...safety }, best)]
  const worse = changes.flatMap(({ metric, now, accepted: was, worse: bad }) =>
    bad && was !== null ? [{ metric, now, accepted: was }] : [],
  )
  const kept = Object.fromEntries(Object.entries(metrics).map(([metric, value]) => [metric, Math.max(value, best[metric] ?? value)]))
  const value = JSON.stringify({ ...before, ...kept })
  await ctx.commit({
    writes: [ctx.db.insert(shopFacts).values({ name: fact, value }).onConflictDoUpdate({ target: shopFacts.name, set: { value } })],
    audit: { operation: "eval.weekly", subject: "shop", detail: { metrics, worse } },
  })
  return { metrics, worse }
})

async function remembered(ctx: Ctx): Promise<Metrics> {
  const [row] = await ctx.db.select().from(shopFacts).where(eq(shopFacts.name, fact))
  return row ? Figures.parse(JSON.parse(row.value)) : {}
}
