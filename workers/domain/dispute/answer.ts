import { and, asc, eq, inArray, isNull, lte } from "drizzle-orm"
import { z } from "zod"
import { Dispute } from "#schemas/dispute.ts"
import { assets, disputes, downloads, drafts, entitlements } from "#schemas/tables/index.ts"
import { refundPolicy, termsOfSale } from "#seeds/policies/shown.ts"
import { PaymentError, type Evidence } from "#workers/adapters/payments/payments.ts"
import type { Ctx } from "#workers/context.ts"
import { AppError, conflict, notFound } from "#workers/errors.ts"
import { recordPdf } from "#workers/forge/record.ts"
import { LostRace } from "#workers/lib/db.ts"
import { formatMoney } from "#workers/lib/money.ts"
import { operation } from "#workers/operation.ts"
import { loadOrder, orderNumber } from "#workers/domain/order/index.ts"
import { disputeView, type DisputeRow } from "./list.ts"
import { observeDispute } from "./observe.ts"
import { deliverySections, evidenceText, receiptSections, ruleAnswer, type Story } from "./rules.ts"

/**
 * Hands in what speaks for us: intent recorded, files uploaded and evidence submitted under keys of the dispute, result recorded. A try
 * whose answer got lost is made again under the same keys, so the bank gets one answer.
 */
export const answerDispute = operation({
  name: "dispute.answer",
  about: "Builds the evidence of a disputed order and hands it to the bank; it takes one answer.",
  scope: "spend",
  approval: "person",
  decision: "refund.decide",
  input: z.strictObject({ id: z.string().max(60), note: z.string().trim().min(3).max(2000).optional() }),
  output: Dispute,
})(async (ctx, { id, note }) => {
  const [dispute] = await ctx.db.select().from(disputes).where(eq(disputes.id, id))
  if (!dispute) throw notFound("dispute", id)
  const ruling = ruleAnswer(dispute, ctx.now())
  if (!ruling.allowed) throw new AppError("refused_by_policy", ruling.reason)
  // What was written down at the first try is what every further try says.
  const text = dispute.evidence ?? (await intend(ctx, dispute, note))
  const answered = await handIn(ctx, dispute, text, note)
  await observeDispute(ctx, { ...answered, paymentId: answered.paymentId ?? "", funds: null })
  await ctx.commit({
    writes: [ctx.db.update(disputes).set({ answeredAt: ctx.now(), updatedAt: ctx.now() }).where(eq(disputes.id, id))],
    audit: { operation: "dispute.answer", subject: dispute.orderId, detail: { disputeId: id, fields: Object.keys(text) } },
  })
  const [after] = await ctx.db.select().from(disputes).where(eq(disputes.id, id))
  return disputeView(after ?? dispute)
})

async function intend(ctx: Ctx, dispute: DisputeRow, note: string | undefined): Promise<Evidence> {
  const evidence = Object.fromEntries(Object.entries(evidenceText(await storyOf(ctx, dispute, note))).filter(([, value]) => value))
  try {
    await ctx.commit({
      transition: ctx.db
        .update(disputes)
        .set({ evidence, answeredBy: ctx.actor.id, updatedAt: ctx.now() })
        .where(and(eq(disputes.id, dispute.id), isNull(disputes.evidence))),
      audit: { operation: "dispute.intend", subject: dispute.orderId, detail: { disputeId: dispute.id } },
    })
  } catch (error) {
    if (error instanceof LostRace) throw conflict("Somebody else is answering this dispute right now; look at it again.")
    throw error
  }
  return evidence
}

async function handIn(ctx: Ctx, dispute: DisputeRow, text: Evidence, note: string | undefined) {
  const story = await storyOf(ctx, dispute, note)
  // The time of the dispute and not of the try: the same bytes, or the provider would refuse the key.
  const kit = { ...(await ctx.kit()), madeAt: dispute.openedAt }
  const paper = async (name: string, title: string, sections: ReturnType<typeof receiptSections>) =>
    ctx.payments.uploadEvidence({
      name: `${name}-${story.number}.pdf`,
      type: "application/pdf",
      bytes: await recordPdf(kit, { title, subtitle: `${story.seller}, order ${story.number}`, sections }),
      idempotencyKey: `${dispute.id}:${name}`,
    })
  try {
    const receipt = await paper("receipt", "Receipt", receiptSections(story))
    const service_documentation = await paper("delivery", "Record of delivery", deliverySections(story))
    return await ctx.payments.answerDispute(dispute.remoteId, { ...text, receipt, service_documentation }, `${dispute.id}:answer`)
  } catch (error) {
    if (!(error instanceof PaymentError)) throw error
    throw new AppError("upstream", `The evidence was not taken: ${error.message} Nothing is lost; answer again.`, { cause: error })
  }
}

/** Everything that the shop knew about the sale when the dispute was opened, so that every try tells the same. */
async function storyOf(ctx: Ctx, { orderId, openedAt }: DisputeRow, note: string | undefined): Promise<Story> {
  const { order, lines } = await loadOrder(ctx, orderId)
  const draftIds = lines.map(({ draftId }) => draftId)
  const [files, written, fetched] = await Promise.all([
    ctx.db.select().from(assets).where(inArray(assets.draftId, draftIds)).orderBy(asc(assets.position)),
    ctx.db.select().from(drafts).where(inArray(drafts.id, draftIds)),
    ctx.db
      .select({ at: downloads.at, assetId: downloads.assetId, client: downloads.client })
      .from(downloads)
      .innerJoin(entitlements, and(eq(entitlements.id, downloads.entitlementId), eq(entitlements.orderId, orderId)))
      .where(lte(downloads.at, openedAt))
      .orderBy(asc(downloads.at)),
  ])
  const money = (amount: number) => formatMoney({ amount, currency: order.currency })
  return {
    seller: ctx.brand.legalName,
    number: orderNumber(order.number),
    email: order.email,
    paidAt: order.paidAt,
    goods: lines.map((line) => {
      const draft = written.find(({ id }) => id === line.draftId)
      const copy = draft?.variants.find(({ key }) => key === draft.chosen)?.copy
      const own = files.filter(({ draftId, role }) => draftId === line.draftId && (role === "deliverable" || role === "bundle"))
      return { title: line.title, about: copy?.description.split("\n")[0] ?? "", files: own.map(({ name }) => name) }
    }),
    bill: [
      ...lines.map((line) => `${line.title}: ${money(line.amount)}`),
      ...(order.discount ? [`Discount ${order.discountCode ?? ""}: −${money(order.discount)}`] : []),
      `Tax: ${money(order.tax)}`,
      `Total: ${money(order.total)}, paid with ${order.paidWith ?? "the payment provider"}, reference ${order.paymentId ?? "none"}`,
    ],
    downloads: fetched.map(({ at, assetId, client }) => ({ at, client, file: files.find(({ id }) => id === assetId)?.name ?? assetId })),
    refundPolicy,
    terms: termsOfSale,
    note,
  }
}
