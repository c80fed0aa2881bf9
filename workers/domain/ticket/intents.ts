import { cosine, embedAll, withSpare } from "#workers/adapters/models/embed.ts"
import type { Ctx } from "#workers/context.ts"
import type { TicketRow } from "./load.ts"
import { intents } from "./rules/triage.ts"

/**
 * How near each question is to the examples of each intent, in the examples' order. By the shop's own vectors, or a hosted model's when one
 * is set; never by asking a model what to do.
 */
export async function similaritiesOf(ctx: Ctx, rows: TicketRow[]): Promise<Map<string, number[]>> {
  if (rows.length === 0) return new Map()
  return withSpare(await ctx.embedder(), async (by) => {
    const examples = await embedAll(by, Object.values(intents))
    const questions = await embedAll(
      by,
      rows.map(({ question }) => question),
    )
    return new Map(
      rows.map(({ id }, at) => {
        const question = questions[at]
        return [id, question ? examples.map((example) => cosine(example, question) - (by.unrelated ?? 0)) : []]
      }),
    )
  })
}
