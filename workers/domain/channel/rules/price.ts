/** The nearest price that the policy allows; the same one when it is allowed already. Minor units. */
export const priceWithin = (price: number, { floor, ceiling }: { floor: number; ceiling: number }): number =>
  Math.min(ceiling, Math.max(floor, price))
