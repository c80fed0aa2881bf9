import { goldenQuestions } from "#seeds/datasets/weekly.ts"
import type { Ctx } from "#workers/context.ts"
import type { Metrics } from "#workers/lib/regression.ts"

/** The shares of golden questions whose answer is first, or among the first five, in the shop's own index. Nothing before there is an FAQ in it. */
export async function retrievalNow(ctx: Ctx): Promise<Metrics> {
  let [first, five] = [0, 0]
  for (const { question, answers } of goldenQuestions) {
    const found = await ctx.search.find(question, { limit: 5, sources: ["faq"] })
    const ids = found.filter(({ source }) => source === "faq").map(({ id }) => id)
    if (answers.some((id) => ids[0] === id)) first++
    if (answers.some((id) => ids.includes(id))) five++
  }
  if (five === 0) return {}
  return { "live.retrieval.first": first / goldenQuestions.length, "live.retrieval.five": five / goldenQuestions.length }
}
