import { sql } from "drizzle-orm"
import { check, index, integer, primaryKey, sqliteTable, text, uniqueIndex } from "drizzle-orm/sqlite-core"
import type { Utm } from "../cart.ts"
import type { OrderArm } from "../experiment.ts"
import type { OrderStatus } from "../order.ts"
import { id, instant, json } from "./columns.ts"
import { products } from "./product.ts"

export const orders = sqliteTable(
  "orders",
  {
    id: id(),
    number: integer("number").notNull(),
    cartId: text("cart_id"),
    status: text("status").$type<OrderStatus>().notNull(),
    email: text("email"),
    currency: text("currency").notNull(),
    subtotal: integer("subtotal").notNull(),
    discount: integer("discount").notNull().default(0),
    tax: integer("tax").notNull().default(0),
    total: integer("total").notNull(),
    refunded: integer("refunded").notNull().default(0),
    checkoutId: text("checkout_id"),
    checkoutUrl: text("checkout_url"),
    paymentId: text("payment_id"),
    paidWith: text("paid_with"),
    taxCountry: text("tax_country"),
    discountCode: text("discount_code"),
    utm: json<Utm>("utm").notNull(),
    /** Which arms of experiments the buyer had seen; empty for who is not counted. */
    arms: json<OrderArm[]>("arms").notNull().default([]),
    /** A keyed hash of the buyer's address: the same buyer, and nobody's name. Filled in at night. */
    customer: text("customer"),
    /** How often the links to its pages were made anew; those of before open nothing any more. */
    links: integer("links").notNull().default(0),
    placedAt: instant("placed_at").notNull(),
    paidAt: instant("paid_at"),
    updatedAt: instant("updated_at").notNull(),
  },
  (t) => [
    uniqueIndex("orders_number").on(t.number),
    uniqueIndex("orders_checkout").on(t.checkoutId),
    uniqueIndex("orders_payment").on(t.paymentId),
    index("orders_placed").on(t.placedAt),
    index("orders_paid").on(t.paidAt),
    index("orders_customer").on(t.customer, t.paidAt),
    index("orders_unhashed")
      .on(t.paidAt)
      .where(sql`customer IS NULL AND email IS NOT NULL AND paid_at IS NOT NULL`),
    index("orders_status").on(t.status, t.placedAt),
    check("orders_total", sql`${t.total} = ${t.subtotal} - ${t.discount} + ${t.tax} AND ${t.total} >= 0`),
    check("orders_refunded", sql`${t.refunded} BETWEEN 0 AND ${t.total}`),
    check(
      "orders_paid_has_payment",
      sql`${t.status} NOT IN ('paid','refunded','disputed') OR (${t.paymentId} IS NOT NULL AND ${t.paidAt} IS NOT NULL)`,
    ),
    check("orders_status_known", sql`${t.status} IN ('pending','processing','paid','refunded','expired','failed','disputed')`),
  ],
)

export const orderLines = sqliteTable(
  "order_lines",
  {
    orderId: text("order_id")
      .notNull()
      .references(() => orders.id),
    productId: text("product_id")
      .notNull()
      .references(() => products.id),
    draftId: text("draft_id").notNull(),
    title: text("title").notNull(),
    amount: integer("amount").notNull(),
    position: integer("position").notNull(),
  },
  (t) => [
    primaryKey({ columns: [t.orderId, t.productId] }),
    index("order_lines_product").on(t.productId),
    check("order_lines_amount", sql`${t.amount} > 0`),
  ],
)

/** The right to fetch a product's files; revoked in the same batch as the refund. */
export const entitlements = sqliteTable(
  "entitlements",
  {
    id: id(),
    orderId: text("order_id")
      .notNull()
      .references(() => orders.id),
    productId: text("product_id").notNull(),
    draftId: text("draft_id").notNull(),
    status: text("status").$type<"active" | "revoked">().notNull(),
    grantedAt: instant("granted_at").notNull(),
    revokedAt: instant("revoked_at"),
  },
  (t) => [
    uniqueIndex("entitlements_order_product").on(t.orderId, t.productId),
    check("entitlements_status", sql`${t.status} IN ('active','revoked')`),
  ],
)

export const downloads = sqliteTable(
  "downloads",
  {
    id: id(),
    entitlementId: text("entitlement_id")
      .notNull()
      .references(() => entitlements.id),
    assetId: text("asset_id").notNull(),
    range: text("range"),
    /** The visitor's address behind the shop's own key: tells two visitors apart and names neither. */
    client: text("client"),
    at: instant("at").notNull(),
  },
  (t) => [index("downloads_entitlement").on(t.entitlementId, t.at)],
)

/** Refunds: the intent is written first; its id is the vendor's idempotency key. */
export const refunds = sqliteTable(
  "refunds",
  {
    id: id(),
    orderId: text("order_id")
      .notNull()
      .references(() => orders.id),
    amount: integer("amount").notNull(),
    currency: text("currency").notNull(),
    reason: text("reason").notNull(),
    status: text("status").$type<"intended" | "issued" | "failed">().notNull(),
    remoteId: text("remote_id"),
    actor: text("actor").notNull(),
    createdAt: instant("created_at").notNull(),
    updatedAt: instant("updated_at").notNull(),
  },
  (t) => [
    index("refunds_order").on(t.orderId),
    index("refunds_status").on(t.status, t.updatedAt),
    uniqueIndex("refunds_remote").on(t.remoteId),
    check("refunds_amount", sql`${t.amount} > 0`),
    check("refunds_status", sql`${t.status} IN ('intended','issued','failed')`),
  ],
)
