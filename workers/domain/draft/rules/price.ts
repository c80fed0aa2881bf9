import { z } from "zod"
import { Facts, GoodKind } from "#schemas/good.ts"
import { Money } from "#schemas/money.ts"
import { PricePolicy } from "#schemas/policy.ts"
import { rule } from "#workers/rule.ts"
import { ramp } from "./measure.ts"

export type PriceInput = {
  kind: GoodKind
  facts: Facts
  currency: string
  /** Prices of our own goods of the same kind, in minor units. */
  comparable: readonly number[]
}
export type Price = { money: Money; why: string }

const shown = (minor: number): string => (minor / 100).toFixed(2)

function sizeOf(facts: Facts, measure: string): number {
  if (measure === "pages") return Math.max(0, ...Object.values(facts.pages))
  if (measure === "words") return facts.words
  return facts.counts[measure] ?? 0
}

function median(values: readonly number[]): number | undefined {
  const sorted = [...values].sort((a, b) => a - b)
  const middle = Math.floor(sorted.length / 2)
  const upper = sorted[middle]
  return sorted.length % 2 === 1 || upper === undefined ? upper : ((sorted[middle - 1] ?? upper) + upper) / 2
}

/** The nearest amount with one of the endings, inside floor and ceiling. */
function charm(amount: number, { endings, floor, ceiling }: PricePolicy): number {
  const unit = Math.floor(amount / 100)
  const near = [unit - 1, unit, unit + 1]
    .flatMap((major) => endings.map((ending) => major * 100 + ending))
    .filter((price) => price >= floor && price <= ceiling)
  return near.reduce(
    (best, price) => (Math.abs(price - amount) < Math.abs(best - amount) ? price : best),
    near[0] ?? Math.min(ceiling, Math.max(floor, amount)),
  )
}

/**
 * A price from comparable goods: the kind's band, placed by size on a logarithmic scale, drawn towards the median of our
 * own goods of that kind, and rounded to an ending that people expect. `why` says how it came about.
 */
export function priceOf({ kind, facts, currency, comparable }: PriceInput, policy: PricePolicy): Price {
  const { low, high, measure, small, large } = policy.bands[kind]
  const size = sizeOf(facts, measure)
  const place = size <= 0 ? 0.5 : ramp(Math.log(size), Math.log(small), Math.log(large))
  const base = low + (high - low) * place
  const own = median(comparable)
  const drawn = own === undefined ? base : base * (1 - policy.ownMedianWeight) + own * policy.ownMedianWeight
  const amount = charm(drawn, policy)
  const why = [
    `a ${kind} sells for ${shown(low)} to ${shown(high)}`,
    size > 0 ? `${size} ${measure} place it at ${shown(base)}` : `without a count of ${measure} it starts in the middle, at ${shown(base)}`,
    ...(own === undefined ? [] : [`the median of ${comparable.length} own goods, ${shown(own)}, draws it to ${shown(drawn)}`]),
    `rounded to ${shown(amount)} ${currency}`,
  ]
  return { money: { amount, currency }, why: `${why.join("; ")}.` }
}

/** The first price of a good, as the log knows it. */
export const priceRule = rule({
  name: "draft.price",
  version: 1,
  about: "Prices a good by the policy's band for its kind, its size, and our own goods of that kind.",
  decision: "price.change",
  input: z.strictObject({
    draft: z.string(),
    kind: GoodKind,
    facts: Facts,
    currency: z.string().length(3),
    comparable: z.array(z.int()).describe("prices of our own goods of the same kind, in minor units"),
    policy: PricePolicy,
  }),
  output: z.strictObject({ money: Money, why: z.string() }),
  decide: ({ policy, ...input }) => priceOf(input, policy),
  says: (_input, { money, why }) => `The price became ${shown(money.amount)} ${money.currency}: ${why}`,
  mattered({ kind, facts, comparable, policy }) {
    const { low, high, measure } = policy.bands[kind]
    return {
      band: `${shown(low)} to ${shown(high)} for a ${kind}`,
      size: `${sizeOf(facts, measure)} ${measure}`,
      "own goods of the kind": comparable.length,
      policy: `${policy.id}@${policy.version}`,
    }
  },
})
