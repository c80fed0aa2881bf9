import { and, desc, eq, inArray } from "drizzle-orm"
import { z } from "zod"
import { OrderView, type Download } from "#schemas/order.ts"
import { assets, disputes, products, reviews } from "#schemas/tables/index.ts"
import type { Ctx } from "#workers/context.ts"
import { operation } from "#workers/operation.ts"
import { publicUrl, type StoredFile } from "#workers/domain/asset/index.ts"
import { signedDownload } from "./download-link.ts"
import { loadOrder, orderNumber, type OrderRow } from "./load.ts"
import { refundDays } from "./rules.ts"
import { checkToken } from "./token.ts"

/** The order page: what was bought, its downloads while the right to them lasts, the receipt. */
export const viewOrder = operation({
  name: "order.view",
  about: "Shows an order with its downloads to whoever has its link.",
  scope: "shop",
  approval: "none",
  input: z.strictObject({ id: z.string().max(60), token: z.string().max(100).optional() }),
  output: OrderView,
})(async (ctx, { id, token }) => {
  await checkToken(ctx, id, token)
  const { order, lines, rights } = await loadOrder(ctx, id)
  const productIds = lines.map(({ productId }) => productId)
  const [goods, files, written, contested] = await Promise.all([
    ctx.db.select().from(products).where(inArray(products.id, productIds)),
    ctx.db
      .select()
      .from(assets)
      .where(
        inArray(
          assets.draftId,
          [...lines, ...rights].map(({ draftId }) => draftId),
        ),
      ),
    ctx.db
      .select()
      .from(reviews)
      .where(and(eq(reviews.orderId, id))),
    ctx.db.select().from(disputes).where(eq(disputes.orderId, id)).orderBy(desc(disputes.id)).limit(1),
  ])
  const money = (amount: number) => ({ amount, currency: order.currency })
  return {
    id,
    number: orderNumber(order.number),
    status: order.status,
    placedAt: order.placedAt.toISOString(),
    paidAt: order.paidAt?.toISOString() ?? null,
    email: ctx.actor.scopes.includes("read") ? order.email : masked(order.email),
    lines: await Promise.all(
      lines.map(async (line) => {
        const good = goods.find((product) => product.id === line.productId)
        const right = rights.find((entitlement) => entitlement.productId === line.productId && entitlement.status === "active")
        // A buyer may have been given a later edition than the one that was bought.
        const own = files.filter((file) => file.draftId === (right?.draftId ?? line.draftId)).toSorted((a, b) => a.position - b.position)
        const cover = own.find(({ role }) => role === "cover")
        return {
          productId: line.productId,
          slug: good?.slug ?? "",
          title: line.title,
          kind: good?.kind ?? ("guide" as const),
          price: money(line.amount),
          coverUrl: (cover && publicUrl(cover)) ?? "",
          downloads: right ? await downloadsOf(ctx, right.id, own) : [],
          reviewed: written.some(({ productId }) => productId === line.productId),
        }
      }),
    ),
    subtotal: money(order.subtotal),
    discount: money(order.discount),
    tax: money(order.tax),
    total: money(order.total),
    refunded: money(order.refunded),
    discountCode: order.discountCode,
    taxCountry: order.taxCountry,
    dispute: disputeOf(contested[0]),
    refundableUntil:
      order.status === "paid" && order.paidAt ? new Date(order.paidAt.getTime() + refundDays * 86_400_000).toISOString() : null,
    paymentUrl: order.status === "pending" ? order.checkoutUrl : null,
    receipt: receiptOf(ctx, order),
  }
})

const disputeOf = (row: typeof disputes.$inferSelect | undefined): OrderView["dispute"] =>
  row ? { status: row.status, amount: { amount: row.amount, currency: row.currency }, dueBy: row.dueBy?.toISOString() ?? null } : null

async function downloadsOf(ctx: Ctx, entitlementId: string, files: StoredFile[]): Promise<Download[]> {
  const own = files.filter(({ role }) => role === "deliverable" || role === "bundle" || role === "licence")
  return Promise.all(
    own.map(async ({ id, name, mediaType, bytes, sha256 }) => ({
      assetId: id,
      name,
      mediaType,
      bytes,
      sha256,
      ...(await signedDownload(ctx, entitlementId, id)),
    })),
  )
}

const receiptOf = (ctx: Ctx, order: OrderRow) => ({ seller: ctx.brand.legalName, paidWith: order.paidWith, reference: order.paymentId })

function masked(email: string | null): string | null {
  const [name = "", host] = email?.split("@") ?? []
  return host ? `${name.slice(0, 1)}•••@${host}` : null
}
