import { shop, type Order, type Product, type ShopifyStore } from "./store.ts"

const taxRate = 0.0825

/** A shopper buys: an order with sales tax on top, paid at once. */
export function buy(store: ShopifyStore, product: Product, quantity: number): Order {
  const unit = Math.round(Number(product.variant.price) * 100)
  const n = store.ground.rows.next("order", 1000)
  const tax = Math.round(unit * quantity * taxRate)
  const at = store.now()
  const { id: productId, title, variant } = product
  return store.orders.put(String(n), {
    n,
    productId,
    title,
    sku: variant.sku,
    quantity,
    unit,
    tax,
    refunded: 0,
    createdAt: at,
    updatedAt: at,
  })
}

export const totalOf = ({ unit, quantity, tax }: Order) => unit * quantity + tax

/** Gives back so many cents, at most what is left. */
export function refund(store: ShopifyStore, order: Order, cents: number): Order {
  const refunded = Math.min(totalOf(order), order.refunded + cents)
  return store.orders.put(String(order.n), { ...order, refunded, updatedAt: store.now() })
}

const bag = (cents: number) => {
  const money = { amount: (cents / 100).toFixed(2), currencyCode: shop.currencyCode }
  return { shopMoney: money, presentmentMoney: money }
}

function orderView(store: ShopifyStore, order: Order, show: (product: Product) => object) {
  const { n, title, sku, quantity, unit, tax, refunded, createdAt, updatedAt, productId } = order
  const id = `gid://shopify/Order/${n}`
  const taxLines = () => [{ title: "Sales tax", rate: taxRate, priceSet: bag(tax) }]
  const product = () => {
    const found = store.products.get(productId)
    return found && show(found)
  }
  const line = {
    id: `gid://shopify/LineItem/${n}`,
    title,
    sku,
    quantity,
    product,
    discountedUnitPriceAfterAllDiscountsSet: bag(unit),
    taxLines,
  }
  return {
    id,
    name: `#${n}`,
    createdAt,
    updatedAt,
    cancelledAt: null,
    displayFinancialStatus: refunded === 0 ? "PAID" : refunded < totalOf(order) ? "PARTIALLY_REFUNDED" : "REFUNDED",
    taxesIncluded: false,
    totalPriceSet: bag(totalOf(order)),
    totalTaxSet: bag(tax),
    totalRefundedSet: bag(refunded),
    lineItems: () => ({ nodes: [line], pageInfo: { hasNextPage: false, endCursor: null } }),
  }
}

type Asked = { first?: number; after?: string | null; query?: string }

/** The orders' part of the query root. `updated_at:>='…'` is the one filter that is understood. */
export function orderRoot(store: ShopifyStore, show: (product: Product) => object) {
  return {
    order: ({ id }: { id: string }) => {
      const order = store.orders.get(id.split("/").at(-1) ?? "")
      return order && orderView(store, order, show)
    },
    orders: ({ first = 50, after, query = "" }: Asked) => {
      const since = /updated_at:>='([^']+)'/.exec(query)?.[1] ?? ""
      const found = store.orders
        .all()
        .filter(({ updatedAt }) => updatedAt >= since)
        .sort((a, b) => (a.updatedAt < b.updatedAt ? -1 : a.updatedAt > b.updatedAt ? 1 : a.n - b.n))
      const start = after ? found.findIndex(({ n }) => String(n) === after) + 1 : 0
      const page = found.slice(start, start + first)
      const pageInfo = { hasNextPage: start + first < found.length, endCursor: page.length ? String(page.at(-1)?.n) : null }
      return { nodes: page.map((order) => orderView(store, order, show)), pageInfo }
    },
  }
}
