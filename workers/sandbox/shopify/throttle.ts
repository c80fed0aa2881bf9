import { parse, type SelectionSetNode } from "graphql"
import type { ShopifyStore } from "./store.ts"

// A shop on Shopify Plus.
const maximumAvailable = 20_000
const restoreRate = 1000

/** One document may cost so much at most, whatever is in the bucket. */
export const mostPoints = 1000

/** Shopify's price of a document: ten points a mutation, one an object, two a connection plus its nodes times `first`. */
export function costOf(source: string): number {
  const document = parse(source)
  const fragments = new Map(document.definitions.flatMap((one) => (one.kind === "FragmentDefinition" ? [[one.name.value, one]] : [])))
  const priceOf = (set: SelectionSetNode | undefined): number =>
    (set?.selections ?? []).reduce((sum, one) => {
      if (one.kind === "FragmentSpread") return sum + priceOf(fragments.get(one.name.value)?.selectionSet)
      if (one.kind === "InlineFragment") return sum + priceOf(one.selectionSet)
      if (!one.selectionSet || one.name.value.startsWith("__")) return sum
      const first = one.arguments?.find((argument) => argument.name.value === "first")?.value
      const within = priceOf(one.selectionSet)
      return sum + (first?.kind === "IntValue" ? 2 + Number(first.value) * Math.max(1, within) : 1 + within)
    }, 0)
  return document.definitions.reduce(
    (sum, one) => (one.kind === "OperationDefinition" ? sum + (one.operation === "mutation" ? 10 : 0) + priceOf(one.selectionSet) : sum),
    0,
  )
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
