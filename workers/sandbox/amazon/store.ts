import { policyChanged } from "../misbehave.ts"
import type { Ground } from "../twin.ts"

export type Attributes = Record<string, Record<string, unknown>[]>
export type Issue = {
  code: string
  message: string
  severity: "ERROR" | "WARNING"
  attributeNames: string[]
  categories: string[]
  enforcements?: { actions: { action: string }[]; exemption: { status: "NOT_EXEMPT" } }
}
export type Listing = {
  sku: string
  asin: string
  productType: string
  attributes: Attributes
  /** BUYABLE and DISCOVERABLE once the first submission was worked off. */
  buyable: boolean
  issues: Issue[]
  created: number
  updated: number
  /** A submission that was accepted and not yet worked off; `attributes` null: it deletes. */
  pending: { attributes: Attributes | null; at: number } | null
}
export type Order = {
  id: string
  sku: string
  asin: string
  title: string
  quantity: number
  /** Minor units of one piece, and the tax on all of them. */
  price: number
  tax: number
  status: "PENDING" | "UNSHIPPED" | "CANCELLED"
  created: number
  updated: number
}

export const seller = { id: "A1SANDBOXSELLER", currency: "USD", marketplace: "ATVPDKIKX0DER", name: "Sandbox Studio" }

/** Everything that the Amazon twin remembers. Amazon works off submissions late; `pace` shortens that, and widens its limits. */
export function amazonStore(ground: Ground) {
  const { rows } = ground
  const pace = Number(ground.vars.AMAZON_PACE ?? 1)
  const listings = rows.of<Listing>("listing")
  const orders = rows.of<Order>("order")
  return {
    ground,
    pace,
    listings,
    orders,
    tokens: rows.of<{ until: number }>("token"),
    buckets: rows.of<{ left: number; at: number }>("bucket"),
    pictures: rows.of<{ source: string }>("picture"),
    changed: () => policyChanged(rows),
    /** When a submission of now will have been worked off. */
    due: () => ground.now() + Math.ceil(1000 / pace),
    newAsin: () =>
      `B0${rows
        .next("asin", 36 ** 7)
        .toString(36)
        .toUpperCase()
        .padStart(8, "0")
        .slice(-8)}`,
    newOrder: () => {
      const n = String(rows.next("order", 1_000_000))
      return `111-${n.padStart(7, "0")}-${String(Number(n) * 7919)
        .slice(-7)
        .padStart(7, "0")}`
    },
  }
}
export type AmazonStore = ReturnType<typeof amazonStore>
