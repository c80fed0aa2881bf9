import { createRoute, z } from "@hono/zod-openapi"
import { Cart } from "#schemas/cart.ts"
import { OrderView } from "#schemas/order.ts"
import { cart } from "#workers/domain/cart/index.ts"
import { order } from "#workers/domain/order/index.ts"
import { refund } from "#workers/domain/refund/index.ts"
import { review } from "#workers/domain/review/index.ts"
import { body, createRouter, IdempotencyHeader, json, keyed, problems } from "./router.ts"

const tags = ["shop"]
const CartSchema = Cart.meta({ id: "Cart" })
const byId = z.strictObject({ id: z.string().max(60) })
const headers = IdempotencyHeader

const openCart = createRoute({
  method: "post",
  path: "/v1/carts",
  operationId: "createCart",
  tags,
  summary: "Opens a cart with a product in it.",
  request: { ...body(cart.add.spec.input.omit({ cartId: true, visitor: true })), headers },
  responses: { 201: json(CartSchema, "The cart"), ...problems },
})
const viewCart = createRoute({
  method: "get",
  path: "/v1/carts/{id}",
  operationId: "getCart",
  tags,
  summary: cart.view.spec.about,
  request: { params: byId },
  responses: { 200: json(CartSchema, "The cart; empty when there is none"), ...problems },
})
const addLine = createRoute({
  method: "post",
  path: "/v1/carts/{id}/lines",
  operationId: "addToCart",
  tags,
  summary: cart.add.spec.about,
  request: { params: byId, ...body(cart.add.spec.input.omit({ cartId: true, visitor: true })), headers },
  responses: { 200: json(CartSchema, "The cart"), ...problems },
})
const removeLine = createRoute({
  method: "delete",
  path: "/v1/carts/{id}/lines/{productId}",
  operationId: "removeFromCart",
  tags,
  summary: cart.remove.spec.about,
  request: { params: z.strictObject({ id: z.string().max(60), productId: z.string().max(60) }) },
  responses: { 200: json(CartSchema, "The cart"), ...problems },
})
const checkout = createRoute({
  method: "post",
  path: "/v1/checkout",
  operationId: "checkout",
  tags,
  summary: order.place.spec.about,
  request: { ...body(order.place.spec.input), headers },
  responses: { 201: json(order.place.spec.output, "The order and its payment page"), ...problems },
})
const listOrders = createRoute({
  method: "get",
  path: "/v1/orders",
  operationId: "listOrders",
  tags,
  summary: order.list.spec.about,
  ...keyed,
  request: { query: order.list.spec.input },
  responses: { 200: json(order.list.spec.output, "Orders"), ...problems },
})
const viewOrder = createRoute({
  method: "get",
  path: "/v1/orders/{id}",
  operationId: "getOrder",
  tags,
  summary: order.view.spec.about,
  request: { params: byId, query: z.strictObject({ token: z.string().max(100).optional() }) },
  responses: { 200: json(OrderView.meta({ id: "Order" }), "The order with its downloads"), ...problems },
})
const refundOrder = createRoute({
  method: "post",
  path: "/v1/orders/{id}/refunds",
  operationId: "refundOrder",
  tags,
  summary: refund.issue.spec.about,
  ...keyed,
  request: { params: byId, ...body(refund.issue.spec.input.omit({ orderId: true })), headers },
  responses: { 201: json(refund.issue.spec.output, "The refund"), ...problems },
})
const writeReview = createRoute({
  method: "post",
  path: "/v1/reviews",
  operationId: "writeReview",
  tags,
  summary: review.write.spec.about,
  ...keyed,
  request: { ...body(review.write.spec.input), headers },
  responses: { 201: json(review.write.spec.output, "The review"), ...problems },
})
export const shop = createRouter()
  .openapi(openCart, async (c) => c.json(await cart.add(c.var.ctx, { cartId: null, ...c.req.valid("json") }), 201))
  .openapi(viewCart, async (c) => c.json(await cart.view(c.var.ctx, { cartId: c.req.valid("param").id }), 200))
  .openapi(addLine, async (c) => c.json(await cart.add(c.var.ctx, { cartId: c.req.valid("param").id, ...c.req.valid("json") }), 200))
  .openapi(removeLine, async (c) => {
    const { id, productId } = c.req.valid("param")
    return c.json(await cart.remove(c.var.ctx, { cartId: id, productId }), 200)
  })
  .openapi(checkout, async (c) => c.json(await order.place(c.var.ctx, c.req.valid("json")), 201))
  .openapi(listOrders, async (c) => c.json(await order.list(c.var.ctx, c.req.valid("query")), 200))
  .openapi(viewOrder, async (c) => c.json(await order.view(c.var.ctx, { ...c.req.valid("param"), ...c.req.valid("query") }), 200))
  .openapi(refundOrder, async (c) =>
    c.json(await refund.issue(c.var.ctx, { orderId: c.req.valid("param").id, ...c.req.valid("json") }), 201),
  )
  .openapi(writeReview, async (c) => c.json(await review.write(c.var.ctx, c.req.valid("json")), 201))
