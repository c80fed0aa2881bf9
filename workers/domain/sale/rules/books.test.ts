import { expect, test } from "vitest"
import { accountsOf, isNews, postingsOf, type Worth } from "./books.ts"

const paid: Worth = { status: "paid", currency: "USD", total: 1190, tax: 190, fees: null, refunded: 0 }
const on = (channel: string, worth: Worth) => Object.fromEntries([...accountsOf(channel, worth)].filter(([, amount]) => amount !== 0))

test("a marketplace owes us what it does not keep: no tax of ours, its fees our cost", () => {
  expect(on("etsy", { ...paid, fees: 95 })).toEqual({ "revenue:etsy": -1000, "fees:etsy": 95, "receivable:etsy": 905 })
  expect(on("shopify", { ...paid, fees: 95 })).toEqual({
    "revenue:shopify": -1000,
    "fees:shopify": 95,
    "tax-payable:shopify": -190,
    "receivable:shopify": 1095,
  })
})

test("a refund takes back revenue and its share of the tax; pending and cancelled sales are worth nothing", () => {
  expect(on("etsy", { ...paid, status: "refunded", refunded: 1190 })).toEqual({ "revenue:etsy": -1000, "refunds:etsy": 1000 })
  expect(on("ebay", { ...paid, status: "pending" })).toEqual({})
  expect(on("ebay", { ...paid, status: "cancelled" })).toEqual({})
})

test("whatever the order of news, every entry is balanced and all of them add up to the last state", () => {
  const statuses = ["pending", "paid", "partly-refunded", "refunded", "cancelled"] as const
  let seed = 7
  const random = (below: number) => (seed = (seed * 16_807) % 2_147_483_647) % below
  for (let run = 0; run < 300; run++) {
    const channel = ["etsy", "shopify", "ebay"][random(3)] ?? "etsy"
    let before: Worth | null = null
    const sums = new Map<string, number>()
    for (let step = 0; step < 6; step++) {
      const total = random(5000)
      const after: Worth = {
        status: statuses[random(5)] ?? "paid",
        currency: "USD",
        total,
        tax: random(total + 1),
        fees: random(3) === 0 ? null : random(500),
        refunded: random(total + 1),
      }
      const postings = postingsOf(channel, before, after)
      expect(postings.reduce((sum, { amount }) => sum + amount, 0)).toBe(0)
      for (const { account, amount } of postings) sums.set(account, (sums.get(account) ?? 0) + amount)
      before = after
    }
    if (!before) throw new Error("unreachable")
    for (const [account, amount] of accountsOf(channel, before)) expect([account, sums.get(account) ?? 0]).toEqual([account, amount])
  }
})

test("only what changes the sums or the state is news", () => {
  expect(isNews(paid, { ...paid })).toBe(false)
  expect(isNews(paid, { ...paid, fees: 1 })).toBe(true)
  expect(isNews(paid, { ...paid, status: "refunded", refunded: 1190 })).toBe(true)
})
