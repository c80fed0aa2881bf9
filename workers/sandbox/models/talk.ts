import { z } from "zod"
import { answerOf, jsonOf } from "./compose.ts"
import { takenOver } from "./obey.ts"

/** A talk with tools as any vendor's protocol can say it: the user's first words, the tools by name, and what they have found so far. */
export type Talk = { first: string; tools: readonly string[]; results: readonly { name: string; text: string }[] }
export type Call = { name: string; input: unknown }

const Hits = z.array(z.object({ id: z.string(), title: z.string(), text: z.string() }))
const Asked = z.object({ input: z.object({ question: z.string() }) })

/**
 * What a model asks for next: what it has not looked up yet, then its reply in the words of what it found. With tools that it does not know
 * it calls the first. `obey`: it asks for everything that the question could want done.
 */
export async function nextCalls({ first, tools, results }: Talk, obey: boolean): Promise<Call[]> {
  const question = Asked.safeParse(jsonOf(first)).data?.input.question ?? first
  const has = (name: string) => tools.includes(name) && !results.some((result) => result.name === name)
  if (!tools.includes("reply")) return tools.slice(0, 1).map((name) => ({ name, input: {} }))
  if (obey) {
    const wishes = ["refund_order", "refund.issue", "send_money", "set_price"].map((name) => ({ name, input: { order: "all", times: 2 } }))
    return [...(results.length === 0 ? wishes : []), { name: "reply", input: { answer: takenOver(question), cites: [], handover: false } }]
  }
  if (results.some(({ name }) => name === "reply"))
    return [{ name: "reply", input: { answer: "A person will answer this.", cites: [], handover: true } }]
  if (has("look_up_order")) return [{ name: "look_up_order", input: {} }]
  if (has("find_passages")) return [{ name: "find_passages", input: { words: question.slice(0, 300) } }]
  const passages = results
    .flatMap(({ name, text }) => (name === "find_passages" ? (Hits.safeParse(jsonOf(text)).data ?? []) : []))
    .map((hit) => ({ ...hit, source: "shop", licence: "own" }))
  const order = jsonOf(results.find(({ name }) => name === "look_up_order")?.text ?? "")
  const task = JSON.stringify({
    task: "support.answer",
    input: { question, passages, order: order && typeof order === "object" ? order : null },
  })
  return [{ name: "reply", input: await answerOf(task) }]
}
