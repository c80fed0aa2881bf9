import { sql } from "drizzle-orm"
import { check, index, integer, primaryKey, sqliteTable, text } from "drizzle-orm/sqlite-core"
import type { Utm } from "../cart.ts"
import { id, instant, json } from "./columns.ts"
import { products } from "./product.ts"

export const carts = sqliteTable(
  "carts",
  {
    id: id(),
    status: text("status").$type<"open" | "ordered" | "expired">().notNull(),
    email: text("email"),
    utm: json<Utm>("utm").notNull(),
    /** The id of the visitor's cookie when it is part of an experiment. */
    visitor: text("visitor"),
    /** When the visitor asked to be reminded of an unfinished order; null: never write about this cart. */
    remindAskedAt: instant("remind_asked_at"),
    /** When the one letter was claimed; it is sent under the cart's id, so a second try is no second letter. */
    remindedAt: instant("reminded_at"),
    createdAt: instant("created_at").notNull(),
    updatedAt: instant("updated_at").notNull(),
  },
  (t) => [index("carts_open").on(t.status, t.updatedAt), check("carts_status_known", sql`${t.status} IN ('open','ordered','expired')`)],
)

export const cartLines = sqliteTable(
  "cart_lines",
  {
    cartId: text("cart_id")
      .notNull()
      .references(() => carts.id),
    productId: text("product_id")
      .notNull()
      .references(() => products.id),
    position: integer("position").notNull(),
  },
  (t) => [primaryKey({ columns: [t.cartId, t.productId] })],
)
