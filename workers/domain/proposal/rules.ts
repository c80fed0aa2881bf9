import { z } from "zod"
import { FullBrief } from "#schemas/brief.ts"
import { KillCriterion, ProposalDiff } from "#schemas/proposal.ts"

export const Idea = z.strictObject({
  kind: z.enum(["experiment", "words", "price", "retire"]),
  summary: z.string(),
  diff: z.array(ProposalDiff),
  predicted: z.strictObject({ metric: z.string(), change: z.number(), because: z.string() }),
  killCriterion: z.string(),
  kill: KillCriterion,
  rollback: z.string(),
})
export type Idea = z.infer<typeof Idea>
/** A product's outcome and what could be changed about it; amounts in minor units. */
export const Evidence = z.strictObject({
  title: z.string(),
  price: z.int(),
  floor: z.int(),
  ceiling: z.int(),
  ageDays: z.number(),
  success: FullBrief.shape.success,
  chosen: z.string(),
  variants: z.array(z.strictObject({ key: z.string(), title: z.string(), overall: z.number() })),
  metrics: z.strictObject({ views: z.int(), orders: z.int(), revenue: z.number(), refunds: z.number(), measuredAt: z.string() }),
})
export type Evidence = z.infer<typeof Evidence>

const fewViews = 50
/** From here on a good sells so well that a higher price may earn more: twice what shops of digital goods reach, on enough of both. */
const wellSold = { views: 100, orders: 6, conversion: 0.04 }

/**
 * What an analyst would propose from a product's outcome. Missing data is not a pass and not a failure: with too few
 * views only the experiment that costs nothing is proposed.
 */
export function improve(evidence: Evidence): Idea[] {
  const { metrics, success } = evidence
  const actual = {
    orders: metrics.orders,
    revenue: metrics.revenue / 100,
    conversion_rate: metrics.views > 0 ? metrics.orders / metrics.views : 0,
    refund_rate: metrics.revenue > 0 ? metrics.refunds / metrics.revenue : 0,
  }[success.metric]
  const met = success.comparator === ">=" ? actual >= success.target : actual <= success.target
  const overdue = evidence.ageDays >= success.withinDays && !met
  const unsold = metrics.views >= fewViews && metrics.orders === 0
  // A test learns from orders; a good that never sold has none, so its words are changed step by step instead.
  const ideas = [unsold ? changeWords(evidence) : tryVariant(evidence)]
  if (unsold) ideas.push(lowerPrice(evidence))
  if (metrics.views >= wellSold.views && metrics.orders >= wellSold.orders && metrics.orders / metrics.views >= wellSold.conversion)
    ideas.push(raisePrice(evidence))
  if (overdue && unsold) ideas.push(retire(evidence, actual))
  return ideas.flatMap((idea) => (idea ? [idea] : []))
}

function tryVariant({ chosen, variants, success }: Evidence): Idea | null {
  const current = variants.find(({ key }) => key === chosen)
  const other = variants.find(({ key }) => key !== chosen)
  if (!current || !other || current.title === other.title) return null
  return {
    kind: "experiment",
    summary: `Show half of the visitors the title "${other.title}" instead of "${current.title}".`,
    diff: [{ target: "experiment.title", from: current.title, to: other.title }],
    predicted: {
      metric: success.metric,
      change: 0.05,
      because: `Variant ${other.key} scored ${other.overall.toFixed(2)} at the gate, variant ${current.key} ${current.overall.toFixed(2)}.`,
    },
    killCriterion: "Stop when the new title converts worse with 95 % confidence, or refunds rise.",
    kill: { metric: "refund_rate", comparator: ">", threshold: 0.2, withinDays: 28 },
    rollback: `Set the title back to "${current.title}".`,
  }
}

function changeWords(evidence: Evidence): Idea | null {
  const [first] = tryVariant(evidence)?.diff ?? []
  if (!first) return null
  return {
    kind: "words",
    summary: `Change the title to "${String(first.to)}", for one visitor in a hundred at first.`,
    diff: [{ ...first, target: "product.title" }],
    predicted: { metric: "orders", change: 1, because: `${evidence.metrics.views} views under the old title brought no order.` },
    killCriterion: "Put it back when 150 more views bring no order, or who sees it buys less often.",
    kill: { metric: "views_without_order", comparator: ">", threshold: 149, withinDays: 28 },
    rollback: `Set the title back to "${String(first.from)}".`,
  }
}

function lowerPrice({ price, floor, metrics }: Evidence): Idea | null {
  const to = Math.max(floor, Math.round((price * 0.8) / 100) * 100)
  if (to >= price) return null
  return {
    kind: "price",
    summary: `Lower the price from ${price / 100} to ${to / 100}: ${metrics.views} views brought no order.`,
    diff: [{ target: "product.price", from: price, to }],
    predicted: { metric: "orders", change: 1, because: `${metrics.views} views without an order.` },
    killCriterion: "Put it back when 100 more views bring no order.",
    kill: { metric: "views_without_order", comparator: ">", threshold: 99, withinDays: 14 },
    rollback: `Set the price back to ${price / 100}.`,
  }
}

function raisePrice({ price, ceiling, metrics }: Evidence): Idea | null {
  const { views, orders } = metrics
  const to = Math.min(ceiling, Math.round((price * 1.15) / 50) * 50)
  if (to <= price) return null
  return {
    kind: "price",
    summary: `Raise the price from ${(price / 100).toFixed(2)} to ${(to / 100).toFixed(2)}: ${orders} of ${views} views brought an order.`,
    diff: [{ target: "product.price", from: price, to }],
    predicted: {
      metric: "revenue",
      change: Math.round((to - price) * orders * 0.5),
      because: `${orders} orders of ${views} views; half of the higher price would stay if some who buy now did not.`,
    },
    killCriterion: "Put it back when views and orders since are twenty times likelier if a view earns half of what it did.",
    kill: { metric: "evidence_of_loss", comparator: ">", threshold: 20, withinDays: 28 },
    rollback: `Set the price back to ${(price / 100).toFixed(2)}.`,
  }
}

function retire({ title, success, metrics }: Evidence, actual: number): Idea {
  return {
    kind: "retire",
    summary: `Withdraw "${title}": ${success.metric} is ${actual} after ${success.withinDays} days, the goal was ${success.target}.`,
    diff: [{ target: "product.live", from: true, to: false }],
    predicted: { metric: "views", change: -metrics.views, because: "The shelf goes to goods that sell." },
    killCriterion: "Do not withdraw when an order comes in before the vote.",
    kill: { metric: "orders", comparator: ">", threshold: 0, withinDays: 1 },
    rollback: "Publish the draft again.",
  }
}
