import { z } from "zod"
import { TicketAnswer } from "#schemas/ticket.ts"
import { tickets } from "#schemas/tables/index.ts"
import { redact, restore, sealVault } from "#workers/lib/safe/pii/index.ts"
import { withoutProfanity } from "#workers/lib/safe/profanity/index.ts"
import { addressesModel } from "#workers/lib/safe/taint.ts"
import { delegate, type Ctx } from "#workers/context.ts"
import { operation } from "#workers/operation.ts"
import { checkToken } from "#workers/domain/order/index.ts"
import { decideBy } from "#workers/domain/decision/index.ts"
import { findTexts, handOver, newTrail, type Asked, type Trail, type Written } from "./asked.ts"
import { ticketUrl } from "./page.ts"
import { answerRule } from "./rules/answer.ts"
import { asksMoney } from "./rules/letter.ts"
import { ownOrder } from "./values.ts"
import { writeAnswer } from "./write.ts"

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
  const order = orderId ? await ownOrder(ctx, orderId) : null
  const { text, vault } = redact(question)
  const words = withoutProfanity(text)
  const commanding = addressesModel(question)
  const found = await findTexts(ctx, words, 6)
  const asked: Asked = { id: ctx.id("ticket"), question: words, found, order, subject: orderId ?? "shop", vault }
  const trail = newTrail()
  const offered = person || commanding ? null : await writeAnswer(ctx, asked, trail)
  const decided = decideAnswer(ctx, asked, { person, commanding, offered }, trail)
  const handover = decided.output.outcome === "waiting"
  const written = offered && offered.handover === handover ? offered : await handOver(ctx, asked)
  const { answer, by } = written
  const cites = written.cites.map(({ id, title, url }) => ({ id, title, url }))
  const status = decided.output.outcome
  const now = ctx.now()
  await ctx.commit({
    writes: [
      ctx.db.insert(tickets).values({
        id: asked.id,
        status,
        question: text,
        vault: Object.keys(vault).length > 0 ? await sealVault(vault, await ctx.secret()) : null,
        email: email ?? order?.email ?? null,
        orderId: orderId ?? null,
        answer,
        cites: cites.map((cite) => cite.id),
        answeredBy: by,
        createdAt: now,
        updatedAt: now,
      }),
      decided.write,
    ],
    audit: { operation: "ticket.ask", subject: asked.id, detail: { orderId, handover, cites: cites.length, commanding } },
  })
  // The asker's own data comes back to the asker only; what is kept holds its marks.
  return { id: asked.id, status, answer: restore(answer, vault), cites, handover, answeredBy: by, url: await ticketUrl(ctx, asked.id) }
})

type Case = { person: boolean; commanding: boolean; offered: Written | null }

/** The copilot decides under its director's mandate, whoever asks; what models said and looked up goes along. */
function decideAnswer(ctx: Ctx, { id, question, order }: Asked, { person, commanding, offered }: Case, { heard, tools, refused }: Trail) {
  const given = {
    money: asksMoney(question),
    person,
    commanding,
    order: order && { status: order.facts.status },
    offered: offered && { by: offered.by, handover: offered.handover, cites: offered.cites.length },
    refused,
  }
  const { why } = answerRule.decide(given)
  return decideBy(ctx.as(delegate("cca2", "support-copilot", "support.answer")), answerRule, given, { subject: id, why, heard, tools })
}
