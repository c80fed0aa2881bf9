import { z } from "zod"
import { answerOrder, DeskReply, deskTools } from "#schemas/prompts/answer-order.ts"
import type { Ctx } from "#workers/context.ts"
import type { ToolCall, ToolResult, Turn } from "#workers/adapters/models/model.ts"
import { answerSchema } from "#workers/adapters/models/strict-schema.ts"
import type { Found } from "#workers/adapters/search/search.ts"
import { asMaterial } from "#workers/lib/safe/taint.ts"
import { hear } from "#workers/domain/decision/index.ts"
import { fillLetter, findTexts, openLetters, type Asked, type Trail, type Written } from "./asked.ts"
import { problemsOf } from "./rules/check-reply.ts"

const mostRounds = 6
const tools = Object.entries(deskTools).map(([name, { about, input }]) => ({ name, about, input: answerSchema(input) }))
type Talk = { asked: Asked; seen: Found[]; looked: boolean; trail: Trail }

/**
 * Lets a model answer a buyer about the own order, with tools that only read. Null when no model for talk is set, none answers, or what it
 * hands in is refused twice: the caller then answers without it. Nothing that the model asks for is done beyond the four tools.
 */
export async function deskAnswer(ctx: Ctx, asked: Asked, trail: Trail): Promise<Written | null> {
  const talk: Talk = { asked, seen: asked.found.slice(), looked: false, trail }
  const turns: Turn[] = [
    { role: "user", text: asMaterial({ task: answerOrder.name, version: answerOrder.version, input: { question: asked.question } }) },
  ]
  const { name, version, system, maxTokens } = answerOrder
  for (let round = 0, refused = 0; round < mostRounds && refused < 2; round++) {
    const reply = await ctx.models
      .chat({ task: { name, version }, system, turns, maxTokens, tools }, asked.subject)
      .catch((error: unknown) => {
        ctx.log("desk.unanswered", { ticket: asked.id, error: String(error) })
        return null
      })
    if (!reply) return null
    const last = reply.calls.find((call) => call.name === "reply")
    const judged = last ? await judge(ctx, talk, last.input) : { problems: ["Hand in your reply with the tool `reply`."] }
    if (last) trail.heard.push(await hear(ctx, name, { output: last.input, model: reply.model }))
    if ("answer" in judged) return { ...judged, by: reply.model }
    if (last || reply.calls.length === 0) {
      refused++
      trail.refused.push({ by: reply.model, problems: judged.problems })
    }
    const results = await Promise.all(reply.calls.map((call) => (call === last ? refusal(call, judged.problems) : found(ctx, talk, call))))
    turns.push({ role: "assistant", text: reply.text, calls: reply.calls })
    turns.push({ role: "user", text: reply.calls.length === 0 ? judged.problems.join("\n") : "", results })
    if (last) ctx.log("desk.refused", { ticket: asked.id, model: reply.model, problems: judged.problems })
  }
  return null
}

const refusal = ({ id, name }: ToolCall, problems: string[]): ToolResult => ({
  id,
  name,
  text: `Refused. Mend this:\n${problems.join("\n")}`,
})

async function found(ctx: Ctx, talk: Talk, { id, name, input }: ToolCall): Promise<ToolResult> {
  const output = await lookUp(ctx, talk, name, input)
  // The log names what was looked up; the texts stand in the shop, and the asker's words are forgotten in their time.
  talk.trail.tools.push({ name, input: {}, output: Array.isArray(output) ? output.map((one: { id: string }) => one.id) : output })
  return { id, name, text: JSON.stringify(output) }
}

/** The whole reach of the model: what is not here does not exist for it. */
async function lookUp(ctx: Ctx, talk: Talk, name: string, input: unknown): Promise<unknown> {
  if (name === "look_up_order") {
    talk.looked = true
    return talk.asked.order?.facts ?? { error: "The buyer has named no order." }
  }
  if (name === "list_letters") return openLetters(talk.asked)
  if (name !== "find_passages") return { error: `There is no tool "${name}".` }
  const words = deskTools.find_passages.input.safeParse(input)
  if (!words.success) return { error: z.prettifyError(words.error) }
  const hits = await findTexts(ctx, words.data.words, 5)
  talk.seen.push(...hits)
  return hits.map(({ id, title, text }) => ({ id, title, text }))
}

async function judge(ctx: Ctx, { asked, seen, looked }: Talk, input: unknown): Promise<Omit<Written, "by"> | { problems: string[] }> {
  const read = DeskReply.safeParse(input)
  if (!read.success) return { problems: [z.prettifyError(read.error)] }
  const { letter, cites, handover, answer } = read.data
  if (letter) {
    const text = openLetters(asked).some(({ id }) => id === letter) ? await fillLetter(ctx, asked, letter) : null
    return text === null
      ? { problems: [`The letter "${letter}" cannot be sent about this order.`] }
      : { answer: text, cites: [], handover: false }
  }
  if (answer.trim().length < 10) return { problems: ["The answer is empty."] }
  const facts = looked && asked.order ? [JSON.stringify(asked.order.facts)] : []
  const ground = { texts: [...seen.map(({ title, text }) => `${title}\n${text}`), ...facts], ids: seen.map(({ id }) => id), order: looked }
  const problems = problemsOf(read.data, ground)
  return problems.length > 0
    ? { problems }
    : { answer, cites: seen.filter(({ id }, at) => cites.includes(id) && seen.findIndex((one) => one.id === id) === at), handover }
}
