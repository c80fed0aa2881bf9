import { and, eq, sql, type SQLWrapper } from "drizzle-orm"
import type { KillCriterion } from "#schemas/proposal.ts"
import { products, rolloutCounts, type rollouts } from "#schemas/tables/index.ts"
import type { Ctx } from "#workers/context.ts"
import { measureGoal } from "#workers/domain/metric/index.ts"
import { evidenceOfLoss } from "./rules/loss.ts"

type Figures = Record<string, number | null>
type Row = Pick<typeof rollouts.$inferSelect, "id" | "subject" | "way" | "baseline">

/** The kill criterion's metric since the beginning: of who saw the change, of its product, or of the whole shop. Null when nobody knows. */
export async function killFigure(ctx: Ctx, { metric }: KillCriterion, row: Row, days: number): Promise<number | null> {
  const own = row.way === "visitors" ? await seenBy(ctx, row.id) : row.subject.startsWith("prd_") ? await soldOf(ctx, row) : {}
  return metric in own ? (own[metric] ?? null) : measureGoal(ctx, metric, Math.max(1, Math.ceil(days)))
}

/** What those did who were shown the change; the others would hide its harm while it is shown to a few. */
async function seenBy(ctx: Ctx, rolloutId: string): Promise<Figures> {
  const sum = (column: SQLWrapper) => sql<number>`coalesce(sum(${column}), 0)`
  const [row] = await ctx.db
    .select({ views: sum(rolloutCounts.visitors), orders: sum(rolloutCounts.conversions), refunded: sum(rolloutCounts.refunds) })
    .from(rolloutCounts)
    .where(and(eq(rolloutCounts.rolloutId, rolloutId), eq(rolloutCounts.side, "treatment")))
  const { views = 0, orders = 0, refunded = 0 } = row ?? {}
  return { ...common({ views, orders }), refund_rate: orders > 0 ? refunded / orders : null }
}

/** What a product has sold since the change, up to its last measuring. */
async function soldOf(ctx: Ctx, { subject, baseline }: Row): Promise<Figures> {
  const [row] = await ctx.db
    .select({ metrics: products.metrics, price: products.priceAmount })
    .from(products)
    .where(eq(products.id, subject))
  const now: Figures = { ...row?.metrics, measuredAt: null }
  const before = { views: baseline["views"] ?? 0, revenue: baseline["revenue"] ?? 0 }
  const since = (field: string) => (now[field] ?? 0) - (baseline[field] ?? 0)
  const [views, orders, revenue, refunds] = [since("views"), since("orders"), since("revenue"), since("refunds")]
  return {
    ...common({ views, orders }),
    revenue,
    refund_rate: revenue > 0 ? refunds / revenue : null,
    evidence_of_loss: row?.price ? evidenceOfLoss(before, { views, orders }, row.price) : null,
  }
}

const common = ({ views, orders }: { views: number; orders: number }): Figures => ({
  views,
  orders,
  views_without_order: orders > 0 ? 0 : views,
  conversion_rate: views > 0 ? orders / views : null,
})
