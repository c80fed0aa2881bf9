import { and, desc, eq, inArray } from "drizzle-orm"
import { assets, refunds } from "#schemas/tables/index.ts"
import type { Ctx } from "#workers/context.ts"
import { formatMoney } from "#workers/lib/money.ts"
import type { Vault } from "#workers/lib/safe/pii/index.ts"
import { lowerFirst, series } from "#workers/lib/text.ts"
import { loadOrder, orderNumber, orderUrl, ruleRefund } from "#workers/domain/order/index.ts"
import { answerBy, filesBy, type OrderFacts } from "./rules/letter.ts"
import { programsFor } from "./rules/programs.ts"

/** The order of whoever asks, and how its owner is reached; only `facts` may be shown to a model. */
export type OwnOrder = { orderId: string; email: string | null; facts: OrderFacts }

export async function ownOrder(ctx: Ctx, orderId: string): Promise<OwnOrder> {
  const { order, lines } = await loadOrder(ctx, orderId)
  return {
    orderId,
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

type About = { id: string; order: OwnOrder | null; vault: Vault }

/** What a letter about this question may say. Address and link stand in it as marks, which are put into the ticket's vault. */
export async function letterValues(ctx: Ctx, { id: ticketId, order, vault }: About): Promise<Record<string, string>> {
  const { facts } = order ?? {}
  if (order) vault["[LINK_0]"] = await orderUrl(ctx, order.orderId)
  if (order?.email) vault["[MAIL_0]"] = order.email
  return {
    // An order has no name, so nobody is called by a wrong one.
    name: "and thank you for writing",
    shop: ctx.brand.name,
    ticketId,
    answerBy: answerBy(ctx.now()),
    ...(order ? { orderUrl: "[LINK_0]", checkoutUrl: "[LINK_0]" } : {}),
    ...(order?.email ? { email: "[MAIL_0]" } : {}),
    ...(facts ? { orderId: facts.id, status: facts.status, product: series(facts.files), eta: filesBy(facts, ctx.now()) ?? "" } : {}),
  }
}

/** What only a letter about money or files needs; a value that is not known is empty. */
export async function orderValues(ctx: Ctx, orderId: string): Promise<Record<string, string>> {
  const { order, rights } = await loadOrder(ctx, orderId)
  const drafts = rights.flatMap(({ status, draftId }) => (status === "active" ? [draftId] : []))
  const [[refund], files] = await Promise.all([
    ctx.db
      .select()
      .from(refunds)
      .where(and(eq(refunds.orderId, orderId), eq(refunds.status, "issued")))
      .orderBy(desc(refunds.id))
      .limit(1),
    drafts.length === 0
      ? []
      : ctx.db
          .select({ name: assets.name })
          .from(assets)
          .where(and(inArray(assets.draftId, drafts), eq(assets.role, "deliverable")))
          .orderBy(assets.position),
  ])
  const ruling = ruleRefund(order, undefined, ctx.now(), false)
  const names = files.map(({ name }) => name)
  return {
    date: order.paidAt?.toISOString().slice(0, 10) ?? "",
    policyUrl: `${ctx.settings.PUBLIC_URL}/policies/refunds`,
    amount: refund ? formatMoney({ amount: refund.amount, currency: refund.currency }) : "",
    refundId: refund?.id ?? "",
    reason: ruling.allowed ? "" : refusalWords(ruling.reason),
    file: series(names),
    programs: programsFor(names),
  }
}

/** A policy's reason as the half of a sentence after "because"; what it says to the operator stands behind a semicolon. */
export const refusalWords = (reason: string): string => lowerFirst((reason.split(";")[0] ?? reason).replace(/\.$/, ""))
