import { seeded } from "#workers/lib/random.ts"

type Range = { low: number; high: number; about: string }
const range = (low: number, high: number, about: string): Range => ({ low, high, about })

/**
 * What the market is assumed to be like. None of it was measured in this shop: every world draws each value anew from its range, so a
 * result that holds over worlds does not hang on one guess. Replace ranges by measured ones when there are real visitors.
 */
export const assumptions = {
  visitsPerWeek: range(0.8, 1.6, "visits of one shopper in a week"),
  weekendFactor: range(0.7, 1.1, "visits on Saturday and Sunday, compared with a working day"),
  socialShare: range(0.08, 0.2, "share of visits from social networks in the days after a post"),
  searchShare: range(0.35, 0.55, "share of visits from search engines"),
  channelShare: range(0.03, 0.1, "share of visits on a marketplace instead of our shop"),
  typos: range(0.05, 0.15, "share of searches with a typing error"),
  buyingIntent: range(0.14, 0.28, "share of visitors who came to buy and not to look"),
  priceSensitivity: range(1.6, 3.2, "steepness of the choice between price and willingness to pay, both as logarithms"),
  willingness: range(0.85, 1.35, "scale of what a segment is willing to pay"),
  titleTaste: range(0.1, 0.5, "spread of how much a title appeals, as logarithm of the odds of a click"),
  patience: range(3, 7, "results that are looked through"),
  abandonment: range(0.25, 0.45, "filled carts that are left"),
  declines: range(0.03, 0.08, "first cards that are declined"),
  disputes: range(0.002, 0.01, "payments that the cardholder's bank contests"),
  refundBase: range(0.01, 0.03, "buyers who ask for their money back whatever they got"),
  refundMismatch: range(0.1, 0.3, "more of them when the good does not fit what they were looking for"),
  reviews: range(0.08, 0.2, "buyers who write a review"),
  questions: range(0.04, 0.1, "visitors with a question to the support desk, of those who bought"),
  hostile: range(0.005, 0.02, "visitors who try to talk the shop out of money"),
  repeat: range(0.15, 0.35, "buyers who come back within two weeks"),
} as const satisfies Record<string, Range>

export type World = Record<keyof typeof assumptions, number>

/** The world of a seed: one value out of each range. */
export function worldOf(seed: number): World {
  const values = Object.entries(assumptions).map(([name, { low, high }]) => [
    name,
    low + (high - low) * seeded("assumption", seed, name).next(),
  ])
  // Built from the names of the same object.
  return Object.fromEntries(values) as World
}
