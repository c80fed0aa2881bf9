import { escaped, money } from "./shapes.ts"
import { shop, type EtsyStore, type Listing, type Receipt } from "./store.ts"

const taxRate = 0.0825
/** 6.5 % of the price, and 3 % + 0.25 USD for taking the payment. */
const feesOn = (net: number, total: number) => Math.round(net * 0.065) + Math.round(total * 0.03) + 25

/** A shopper buys. Etsy collects the sales tax itself and keeps its fees. */
export function buy(store: EtsyStore, listing: Listing, quantity: number): Receipt {
  const at = store.seconds()
  const net = listing.price * quantity
  const tax = Math.round(net * taxRate)
  const id = store.next("receipt")
  const { listing_id, title, sku, price: unit } = listing
  const fees = feesOn(net, net + tax)
  return store.receipts.put(String(id), {
    id,
    listing: listing_id,
    title,
    sku,
    quantity,
    unit,
    tax,
    fees,
    refunds: [],
    created: at,
    updated: at,
  })
}

/** Gives back so many cents, at most what is left. */
export function refund(store: EtsyStore, receipt: Receipt, cents: number): Receipt {
  const amount = Math.min(cents, leftOf(receipt))
  const at = store.seconds()
  return store.receipts.put(String(receipt.id), { ...receipt, updated: at, refunds: [...receipt.refunds, { amount, at }] })
}

const refundedOf = ({ refunds }: Receipt) => refunds.reduce((sum, { amount }) => sum + amount, 0)
export const totalOf = ({ unit, quantity, tax }: Receipt) => unit * quantity + tax
export const leftOf = (receipt: Receipt) => totalOf(receipt) - refundedOf(receipt)

/** A receipt with every field of Etsy's ShopReceipt. The buyer is nobody. */
export function receiptShape(receipt: Receipt) {
  const { id, created, updated, unit, quantity, tax, refunds } = receipt
  const left = leftOf(receipt)
  return {
    receipt_id: id,
    receipt_type: 0,
    seller_user_id: shop.user,
    seller_email: null,
    buyer_user_id: 2,
    buyer_email: null,
    name: "A Shopper",
    first_line: null,
    second_line: null,
    city: null,
    state: null,
    zip: null,
    status: left === 0 ? "fully refunded" : refunds.length ? "partially refunded" : "completed",
    formatted_address: null,
    country_iso: "US",
    payment_method: "cc",
    payment_email: null,
    message_from_seller: null,
    message_from_buyer: null,
    message_from_payment: null,
    is_paid: true,
    is_shipped: true,
    create_timestamp: created,
    created_timestamp: created,
    update_timestamp: updated,
    updated_timestamp: updated,
    is_gift: false,
    gift_message: "",
    gift_sender: "",
    grandtotal: money(totalOf(receipt)),
    subtotal: money(unit * quantity),
    total_price: money(unit * quantity),
    total_shipping_cost: money(0),
    total_tax_cost: money(tax),
    total_vat_cost: money(0),
    discount_amt: money(0),
    gift_wrap_price: money(0),
    shipments: [],
    transactions: [transactionShape(receipt)],
    refunds: refunds.map(({ amount, at }) => ({
      amount: money(amount),
      created_timestamp: at,
      reason: null,
      note_from_issuer: null,
      status: "completed",
    })),
  }
}

const transactionShape = ({ id, listing, title, sku, quantity, unit, created }: Receipt) => ({
  transaction_id: id,
  title: escaped(title),
  description: null,
  seller_user_id: shop.user,
  buyer_user_id: 2,
  create_timestamp: created,
  created_timestamp: created,
  paid_timestamp: created,
  shipped_timestamp: created,
  quantity,
  listing_image_id: null,
  receipt_id: id,
  is_digital: true,
  file_data: "",
  listing_id: listing,
  transaction_type: "listing",
  product_id: listing,
  sku,
  price: money(unit),
  shipping_cost: money(0),
  variations: [],
  product_data: [],
  shipping_profile_id: null,
  min_processing_days: null,
  max_processing_days: null,
  shipping_method: null,
  shipping_upgrade: null,
  expected_ship_date: null,
  buyer_coupon: 0,
  shop_coupon: 0,
})

/** What Etsy Payments says of a receipt: gross, what it kept, and the rest. */
export function paymentShape(receipt: Receipt) {
  const { id, fees, created, updated } = receipt
  const total = totalOf(receipt)
  return {
    payment_id: id,
    buyer_user_id: 2,
    shop_id: shop.id,
    receipt_id: id,
    amount_gross: money(total),
    amount_fees: money(fees),
    amount_net: money(total - fees),
    posted_gross: null,
    posted_fees: null,
    posted_net: null,
    adjusted_gross: null,
    adjusted_fees: null,
    adjusted_net: null,
    currency: shop.currency,
    shop_currency: shop.currency,
    buyer_currency: shop.currency,
    shipping_user_id: null,
    shipping_address_id: 1,
    billing_address_id: 1,
    status: "settled",
    shipped_timestamp: null,
    create_timestamp: created,
    created_timestamp: created,
    update_timestamp: updated,
    updated_timestamp: updated,
    payment_adjustments: [],
  }
}
