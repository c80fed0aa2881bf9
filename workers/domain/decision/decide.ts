import type { z } from "zod"
import { decisions, type ToolCall } from "#schemas/tables/index.ts"
import { runOf, type Ctx } from "#workers/context.ts"
import type { Write } from "#workers/lib/db.ts"
import { redactDeep } from "#workers/lib/safe/pii/index.ts"
import type { Rule } from "#workers/rule.ts"
import type { Listened } from "./hear.ts"

export type Around = {
  /** Id of the thing that is decided about. */
  subject: string
  /** Whatever is replayed together: the pipeline's job, or the day, when absent. */
  run?: string
  heard?: Listened[]
  tools?: ToolCall[]
  why: string
}
export type Decided<O> = { id: string; output: O; write: Write }

/**
 * Decides by a rule and hands back the log's row, which belongs into the same commit as what follows from the decision. Input and
 * output are parsed, so that what is logged is what was decided on; personal data in them is replaced before.
 */
export function decideBy<I extends z.ZodType, O extends z.ZodType>(
  ctx: Ctx,
  rule: Rule<I, O>,
  given: z.input<I>,
  { subject, run, heard = [], tools = [], why }: Around,
): Decided<z.output<O>> {
  const input = rule.input.parse(asLogged(redactDeep(given).value))
  const said = heard.map((one) => one.said)
  const output = rule.output.parse(rule.decide(input, ...said))
  const id = ctx.id("decision")
  const row = {
    id,
    run: run ?? runOf(ctx.actor) ?? ctx.now().toISOString().slice(0, 10),
    agent: ctx.actor.id,
    decision: rule.decision,
    rule: rule.name,
    version: rule.version,
    subject,
    input,
    heard: heard.map(({ said: _said, ...one }) => one),
    tools: redactDeep(tools).value,
    output,
    why: redactDeep(why).value.slice(0, 500),
    at: ctx.now(),
  }
  return { id, output, write: ctx.db.insert(decisions).values(row) }
}

/** A value as it comes back from the log: what JSON does not carry must not decide anything. */
const asLogged = (value: unknown): unknown => JSON.parse(JSON.stringify(value))
