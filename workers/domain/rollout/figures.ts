import { eq } from "drizzle-orm"
import type { KillCriterion } from "#schemas/proposal.ts"
import { products } from "#schemas/tables/index.ts"
import type { Ctx } from "#workers/context.ts"
import { measureGoal } from "#workers/domain/metric/index.ts"

type Figures = Record<string, number | null>

/** What a product has had up to its last measuring. */
async function figuresOf(ctx: Ctx, productId: string): Promise<Figures> {
  const [row] = await ctx.db.select({ metrics: products.metrics }).from(products).where(eq(products.id, productId))
  const { views = null, orders = null, revenue = null, refunds = null } = row?.metrics ?? {}
  return { views, orders, revenue, refunds }
}

/** The kill criterion's metric since the beginning: the subject's own, or the whole shop's by its definition. Null when nobody knows. */
export async function killFigure(ctx: Ctx, kill: KillCriterion, subject: string, before: Figures, days: number): Promise<number | null> {
  if (!subject.startsWith("prd_")) return measureGoal(ctx, kill.metric, Math.max(1, Math.ceil(days)))
  const now = await figuresOf(ctx, subject)
  const since = (field: string) => (now[field] ?? 0) - (before[field] ?? 0)
  const [views, orders, revenue, refunds] = [since("views"), since("orders"), since("revenue"), since("refunds")]
  const own: Figures = {
    views,
    orders,
    revenue,
    views_without_order: orders > 0 ? 0 : views,
    conversion_rate: views > 0 ? orders / views : null,
    refund_rate: revenue > 0 ? refunds / revenue : null,
  }
  return kill.metric in own ? (own[kill.metric] ?? null) : measureGoal(ctx, kill.metric, Math.max(1, Math.ceil(days)))
}
