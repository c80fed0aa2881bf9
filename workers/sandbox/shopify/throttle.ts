import { parse, visit } from "graphql"
import type { ShopifyStore } from "./store.ts"

const maximumAvailable = 2000
const restoreRate = 100

/** Shopify's price of a document, simplified: ten points a mutation, one an object field, connections by their size. */
export function costOf(source: string): number {
  let cost = 0
  visit(parse(source), {
    OperationDefinition: (node) => void (cost += node.operation === "mutation" ? 10 : 0),
    Field: (node) => {
      const first = node.arguments?.find((argument) => argument.name.value === "first")?.value
      if (node.selectionSet) cost += 1 + (first?.kind === "IntValue" ? Math.ceil(Math.log2(Number(first.value) + 1)) : 0)
    },
  })
  return cost
}

/** Takes the points from the leaky bucket; `ok` is false when there were not enough. */
export function take(store: ShopifyStore, requestedQueryCost: number) {
  const now = store.ground.now()
  const last = store.bucket.get("admin") ?? { available: maximumAvailable, at: now }
  const available = Math.min(maximumAvailable, last.available + ((now - last.at) / 1000) * restoreRate)
  const ok = available >= requestedQueryCost
  const currentlyAvailable = Math.floor(ok ? available - requestedQueryCost : available)
  store.bucket.put("admin", { available: currentlyAvailable, at: now })
  const throttleStatus = { maximumAvailable, currentlyAvailable, restoreRate }
  return { ok, cost: { requestedQueryCost, actualQueryCost: ok ? requestedQueryCost : null, throttleStatus } }
}
