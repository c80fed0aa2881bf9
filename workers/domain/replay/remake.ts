import type { Ctx } from "#workers/context.ts"
import { canonical } from "#workers/lib/hash.ts"
import { recall, type DecisionRow } from "#workers/domain/decision/index.ts"
import { differences, type Difference } from "./difference.ts"
import { ruleOf } from "./registry.ts"

/** What the rule says today from what it was given then, or why it cannot say anything. */
export type Remade = { output: string; differs: null } | { output: string; differs: { why: string; diff: Difference[] } }

/** Makes one logged decision again, from nothing but the log. The bytes of the canonical JSON are compared. */
export async function remake(ctx: Ctx, row: DecisionRow): Promise<Remade> {
  const failed = (why: string): Remade => ({ output: "", differs: { why, diff: [] } })
  const rule = ruleOf(row.rule, row.version)
  if (typeof rule === "string") return failed(rule)
  try {
    const heard = await Promise.all(row.heard.map((one) => recall(ctx, one)))
    // The rule's own schema has just let the input through.
    const input = rule.input.parse(row.input) as never
    if (canonical(input) !== canonical(row.input)) return failed("The logged input is not what the rule reads.")
    const again = JSON.parse(JSON.stringify(rule.output.parse(rule.decide(input, ...heard)))) as unknown
    const output = canonical(again)
    if (output === canonical(row.output)) return { output, differs: null }
    return { output, differs: { why: "The rule decides otherwise from the same input.", diff: differences(row.output, again) } }
  } catch (error) {
    return failed(`It cannot be made again: ${error instanceof Error ? error.message : String(error)}`.slice(0, 500))
  }
}
