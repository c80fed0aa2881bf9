import { z } from "zod"
import { TicketAnswer } from "#schemas/ticket.ts"
import { tickets } from "#schemas/tables/index.ts"
import type { Ctx } from "#workers/context.ts"
import { redact, sealVault } from "#workers/lib/safe/pii/index.ts"
import { withoutProfanity } from "#workers/lib/safe/profanity/index.ts"
import { addressesModel } from "#workers/lib/safe/taint.ts"
import { formatMoney } from "#workers/lib/money.ts"
import { operation } from "#workers/operation.ts"
import { checkToken, loadOrder, orderNumber } from "#workers/domain/order/index.ts"

/**
 * Answers a question from the shop's own texts and the asker's own order, or hands it to a person with all of that. The question is a stranger's
 * text: it is searched, answered and stored without personal data, its crude words are never repeated, and one that speaks to a model
 * instead of the shop goes to a person and to no model.
 */
export const askQuestion = operation({
  name: "ticket.ask",
  about: "Answers a shopper's question, or hands it to a person.",
  scope: "shop",
  approval: "none",
  input: z.strictObject({
    question: z.string().trim().min(3, "Ask your question in a few words.").max(2000),
    email: z.email().max(254).optional(),
    orderId: z.string().max(60).optional(),
    token: z.string().max(100).optional(),
    person: z.boolean().default(false).describe("the asker wants a person, not an answer by software"),
  }),
  output: TicketAnswer,
})(async (ctx, { question, email, orderId, token, person }) => {
  if (orderId) await checkToken(ctx, orderId, token)
  const order = orderId ? await orderFacts(ctx, orderId) : null
  const { text, vault } = redact(question)
  const asked = withoutProfanity(text)
  const commanding = addressesModel(question)
  const found = (await ctx.search.find(asked, { limit: 6 })).filter((passage) => !addressesModel(passage.text))
  const { output, model } = await ctx.models.complete(
    "support.answer",
    {
      question: commanding ? "I want a person." : person ? `I want a person. ${asked}` : asked,
      passages: found.map((one) => ({ id: one.id, source: one.source, title: one.title, licence: one.licence, text: one.text })),
      order: order?.facts ?? null,
    },
    orderId ?? "shop",
  )
  const handover = person || commanding || output.handover
  const cites = found.filter(({ id }) => output.cites.includes(id)).map(({ id, title, url }) => ({ id, title, url }))
  const id = ctx.id("ticket")
  const now = ctx.now()
  const status = handover ? ("waiting" as const) : ("answered" as const)
  await ctx.commit({
    writes: [
      ctx.db.insert(tickets).values({
        id,
        status,
        question: text,
        vault: Object.keys(vault).length > 0 ? await sealVault(vault, await ctx.secret()) : null,
        email: email ?? order?.email ?? null,
        orderId: orderId ?? null,
        answer: output.answer,
        cites: cites.map((cite) => cite.id),
        answeredBy: model,
        createdAt: now,
        updatedAt: now,
      }),
    ],
    audit: { operation: "ticket.ask", subject: id, detail: { orderId, handover, cites: cites.length, commanding } },
  })
  return { id, status, answer: output.answer, cites, handover, answeredBy: model }
})

async function orderFacts(ctx: Ctx, orderId: string) {
  const { order, lines } = await loadOrder(ctx, orderId)
  return {
    email: order.email,
    facts: {
      id: orderNumber(order.number),
      status: order.status,
      total: formatMoney({ amount: order.total, currency: order.currency }),
      files: lines.map(({ title }) => title),
      placedAt: order.placedAt.toISOString(),
    },
  }
}
