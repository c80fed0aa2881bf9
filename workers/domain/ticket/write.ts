import type { Ctx } from "#workers/context.ts"
import { hear } from "#workers/domain/decision/index.ts"
import { handOver, letterAnswer, type Asked, type Trail, type Written } from "./asked.ts"
import { deskAnswer } from "./desk.ts"
import { problemsOf } from "./rules/check-reply.ts"

/**
 * The answer to a question. About the own order a model may talk with tools; a general question is one call, whose answer may
 * serve others too. What any model wrote is judged by code, and what is refused is written by the composer and the shop's letters instead.
 */
export async function writeAnswer(ctx: Ctx, asked: Asked, trail: Trail): Promise<Written> {
  return (asked.order && (await deskAnswer(ctx, asked, trail))) ?? (await taskAnswer(ctx, asked, trail))
}

async function taskAnswer(ctx: Ctx, asked: Asked, trail: Trail): Promise<Written> {
  const { question, found, order, subject } = asked
  const passages = found.map(({ id, source, title, licence, text }) => ({ id, source, title, licence, text }))
  const input = { question, passages, order: order?.facts ?? null }
  const first = await ctx.models.complete("support.answer", input, subject)
  const ground = {
    texts: [...found.map(({ title, text }) => `${title}\n${text}`), ...(order ? [JSON.stringify(order.facts)] : [])],
    ids: found.map(({ id }) => id),
    order: order !== null,
  }
  const composed = first.model.startsWith("embedded:")
  const problems = composed ? [] : problemsOf(first.output, ground)
  if (!composed) trail.heard.push(await hear(ctx, "support.answer", first))
  if (problems.length > 0) {
    ctx.log("desk.refused", { ticket: asked.id, model: first.model, problems })
    trail.refused.push({ by: first.model, problems })
  }
  const { output, model } = problems.length > 0 ? await ctx.models.complete("support.answer", input, subject, { composed: true }) : first
  if (composed || problems.length > 0) {
    const letter = output.handover ? null : await letterAnswer(ctx, asked)
    if (letter) return letter
    if (output.handover && order) return handOver(ctx, asked)
  }
  return { ...output, cites: found.filter(({ id }) => output.cites.includes(id)), by: model }
}
