import { z } from "zod"
import { answerOrder } from "#schemas/prompts/answer-order.ts"
import { prompts, type PromptName } from "#schemas/prompts/index.ts"
import type { Heard } from "#schemas/tables/index.ts"
import type { Ctx } from "#workers/context.ts"
import { canonical, sha256 } from "#workers/lib/hash.ts"
import { redactDeep } from "#workers/lib/safe/pii/index.ts"

/** A row of the log stays small: what is larger is stored once under its hash, and read back when the decision is made again. */
const mostBytes = 20_000
const Kept = z.strictObject({ file: z.string().regex(/^[0-9a-f]{64}$/), bytes: z.int() })

/** What was heard, as the log keeps it, and what was `said`: the whole of it, without personal data. */
export type Listened = Heard & { said: unknown }

async function listen(ctx: Ctx, heard: Heard, mayStay: boolean): Promise<Listened> {
  const json = canonical(redactDeep(heard.output).value)
  const said: unknown = JSON.parse(json)
  const bytes = new TextEncoder().encode(json)
  if (mayStay && bytes.length <= mostBytes) return { ...heard, output: said, said }
  const file = await sha256(bytes)
  await ctx.files.put(file, bytes, "application/json")
  return { ...heard, output: { file, bytes: bytes.length }, said }
}

/** A talk with tools stands beside the tasks. */
const asked = { ...prompts, [answerOrder.name]: answerOrder }

/** The answer of a model to one of our prompts, ready for the log. */
export const hear = (ctx: Ctx, prompt: PromptName | typeof answerOrder.name, { output, model }: { output: unknown; model: string }) =>
  listen(ctx, { prompt, version: asked[prompt].version, model, output }, true)

/** A policy too large to stand in every row that it decided: stored once a version. */
export const consult = (ctx: Ctx, policy: { id: string; version: number }): Promise<Listened> =>
  listen(ctx, { prompt: null, version: policy.version, model: `policy:${policy.id}`, output: policy }, false)

/** What was said, from the log's row. Throws when a stored text is gone or is not what was stored. */
export async function recall(ctx: Ctx, { output }: Heard): Promise<unknown> {
  const kept = Kept.safeParse(output)
  if (!kept.success) return output
  const { file } = kept.data
  const stored = await ctx.files.get(file)
  if (!stored) throw new Error(`What was heard is gone: there is no stored text ${file}.`)
  const text = await new Response(stored.body).text()
  if ((await sha256(text)) !== file) throw new Error(`What was heard was changed: the stored text ${file} has another hash.`)
  return JSON.parse(text)
}
