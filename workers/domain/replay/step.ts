import { count, desc, eq, inArray, max } from "drizzle-orm"
import { z } from "zod"
import { decisionLinks, decisions } from "#schemas/tables/index.ts"
import type { Ctx } from "#workers/context.ts"
import type { DecisionRow } from "#workers/domain/decision/index.ts"
import { ruleOf } from "./registry.ts"

export const WhyStep = z
  .strictObject({
    kind: z.enum(["decision", "change", "person", "request", "idea", "evidence", "source"]),
    says: z.string(),
    inputs: z.array(z.strictObject({ name: z.string(), value: z.string() })).describe("what mattered"),
    decision: z
      .strictObject({
        id: z.string(),
        rule: z.string().describe("name@version"),
        decides: z.string(),
        agent: z.string(),
        at: z.iso.datetime(),
        chained: z.boolean(),
        times: z.int().describe("how often this rule decided about it; the newest is told"),
      })
      .nullable(),
    link: z.string().nullable(),
  })
  .meta({ id: "WhyStep" })
export type WhyStep = z.infer<typeof WhyStep>
export type Logged = { row: DecisionRow; seq: number | null; times: number }

/** The newest decision of each rule about each of these, newest first. */
export function loggedAbout(ctx: Ctx, subjects: string[]): Promise<Logged[]> {
  const newest = ctx.db
    .select({ id: max(decisions.id).as("newest"), times: count().as("times") })
    .from(decisions)
    .where(inArray(decisions.subject, subjects))
    .groupBy(decisions.subject, decisions.rule)
    .as("newest_by_rule")
  return ctx.db
    .select({ row: decisions, seq: decisionLinks.seq, times: newest.times })
    .from(newest)
    .innerJoin(decisions, eq(decisions.id, newest.id))
    .leftJoin(decisionLinks, eq(decisionLinks.decisionId, decisions.id))
    .orderBy(desc(decisions.id))
    .limit(50)
}

export const decisionSteps = (logged: Logged[]): WhyStep[] => logged.map(decisionStep)

function decisionStep({ row, seq, times }: Logged): WhyStep {
  const { id, version, agent, decision: decides, at } = row
  return {
    kind: "decision",
    ...inWords(row),
    decision: { id, rule: `${row.rule}@${version}`, decides, agent, at: at.toISOString(), chained: seq !== null, times },
    link: `/console/decisions?subject=${encodeURIComponent(row.subject)}#${id}`,
  }
}

/** By the rule that decided, when it is known and has words; otherwise the reason that was logged, and the plain inputs. */
function inWords(row: DecisionRow): Pick<WhyStep, "says" | "inputs"> {
  const rule = ruleOf(row.rule, row.version)
  if (typeof rule !== "string") {
    const [input, output] = [rule.input.safeParse(row.input), rule.output.safeParse(row.output)]
    if (input.success && output.success) {
      // The rule's own schemas have just let both through.
      const [given, decided] = [input.data as never, output.data as never]
      return {
        says: rule.says?.(given, decided) ?? row.why,
        inputs: rule.mattered ? named(rule.mattered(given, decided)) : plain(row.input),
      }
    }
  }
  return { says: row.why, inputs: plain(row.input) }
}

const named = (record: Record<string, string | number>) => Object.entries(record).map(([name, value]) => ({ name, value: String(value) }))
const plain = (input: unknown) =>
  input !== null && typeof input === "object"
    ? Object.entries(input).flatMap(([name, value]: [string, unknown]) =>
        typeof value === "string" || typeof value === "number" || typeof value === "boolean"
          ? [{ name, value: String(value).slice(0, 200) }]
          : [],
      )
    : []

/** A step that no rule decided: a fact of the shop. */
export const fact = (
  kind: WhyStep["kind"],
  says: string,
  inputs: Record<string, string | number> = {},
  link: string | null = null,
): WhyStep => ({
  kind,
  says,
  inputs: named(inputs),
  decision: null,
  link,
})
