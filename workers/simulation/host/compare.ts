import type { Outcome } from "../figures.ts"
import { policyNames, type PolicyName } from "../names.ts"
import { pairedInterval, type Interval } from "./statistics.ts"

export type Comparison = {
  policy: PolicyName
  worlds: number
  mean: { revenue: number; profit: number; orders: number; refunds: number; costs: number; conversion: number; opening: number }
}
export type Versus = { against: PolicyName; revenue: Interval; profit: Interval; opening: Interval; ahead: number }

const average = (values: number[]) => values.reduce((sum, value) => sum + value, 0) / Math.max(1, values.length)

/** What the goods of the first shelf were sold for: what is left of a difference when the number of goods is left out. */
const openingSales = ({ goods }: Outcome): number => goods.reduce((sum, { first, amount }) => sum + (first ? amount : 0), 0)

/** Each policy's means over its worlds. */
export function means(outcomes: readonly Outcome[]): Comparison[] {
  return policyNames.flatMap((policy) => {
    const mine = outcomes.filter(({ plan }) => plan.policy === policy)
    if (mine.length === 0) return []
    const of = (name: "revenue" | "profit" | "orders" | "refunds" | "costs" | "conversion") =>
      average(mine.map(({ totals }) => totals[name]))
    const mean = { revenue: of("revenue"), profit: of("profit"), orders: of("orders"), refunds: of("refunds"), costs: of("costs") }
    const opening = average(mine.map(openingSales))
    return [{ policy, worlds: mine.length, mean: { ...mean, conversion: of("conversion"), opening } }]
  })
}

/** The organisation against each fixed policy, world by world; `ahead`: in how many of them it earned more. */
export function versus(outcomes: readonly Outcome[]): Versus[] {
  const by = (policy: PolicyName) => outcomes.filter(({ plan }) => plan.policy === policy)
  const own = by("organisation")
  return policyNames.flatMap((against) => {
    const pairs = by(against).flatMap((other) =>
      own.filter(({ plan }) => plan.seed === other.plan.seed).map((mine) => [mine, other] as const),
    )
    if (against === "organisation" || pairs.length === 0) return []
    const difference = (name: "revenue" | "profit") => pairedInterval(pairs.map(([mine, other]) => mine.totals[name] - other.totals[name]))
    const opening = pairedInterval(pairs.map(([mine, other]) => openingSales(mine) - openingSales(other)))
    const ahead = pairs.filter(([mine, other]) => mine.totals.profit > other.totals.profit).length
    return [{ against, revenue: difference("revenue"), profit: difference("profit"), opening, ahead }]
  })
}
