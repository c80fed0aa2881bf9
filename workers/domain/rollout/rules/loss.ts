type Figures = { views: number; orders: number }

/**
 * How many times likelier the views and orders since a new price are when a view earns half of what it did, than when it earns as much:
 * the likelihood ratio of two rates of buying. The rate before is taken as known. With it true, the figure passes 20 at most once in
 * twenty changes however often one looks (Ville's inequality). Null when nothing was sold before.
 */
export function evidenceOfLoss(before: { views: number; revenue: number }, since: Figures, price: number): number | null {
  // The part of the viewers that must buy at the new price for a view to earn what it did.
  const asGood = before.revenue / before.views / price
  if (!(asGood > 0 && asGood < 1)) return null
  const half = asGood / 2
  const left = Math.max(0, since.views - since.orders)
  return Math.exp(since.orders * Math.log(0.5) + left * Math.log((1 - half) / (1 - asGood)))
}
