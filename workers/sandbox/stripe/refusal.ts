import type Stripe from "stripe"

type ErrorType = "api_error" | "card_error" | "idempotency_error" | "invalid_request_error"
type Detail = { code?: string; param?: string; decline_code?: string; payment_intent?: Stripe.PaymentIntent }

/** A "no" in Stripe's own shape. Throw it anywhere below the router. */
export class StripeRefusal extends Error {
  override name = "StripeRefusal"
  readonly status: number
  readonly type: ErrorType
  readonly detail: Detail
  constructor(status: number, type: ErrorType, message: string, detail: Detail = {}) {
    super(message)
    this.status = status
    this.type = type
    this.detail = detail
  }
  response(requestId: string): Response {
    const { code } = this.detail
    const doc_url = code && `https://docs.stripe.com/error-codes#${code.replaceAll("_", "-")}`
    const error = { ...this.detail, doc_url, message: this.message, request_log_url: null, type: this.type }
    return Response.json({ error }, { status: this.status, headers: { "request-id": requestId } })
  }
}

export const invalid = (message: string, detail: Detail = {}) => new StripeRefusal(400, "invalid_request_error", message, detail)

/** Stripe's answer about an id it does not have. */
export const noSuch = (noun: string, id: string, param = "id") =>
  new StripeRefusal(404, "invalid_request_error", `No such ${noun}: '${id}'`, { code: "resource_missing", param })
