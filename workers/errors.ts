/** One table: what happened → the HTTP status and the title of its problem document (RFC 9457). */
export const errorCodes = {
  invalid: [422, "The request is not valid"],
  malformed: [400, "The request could not be read"],
  unauthorized: [401, "Credentials are missing or wrong"],
  forbidden: [403, "This actor may not do that"],
  not_found: [404, "There is no such thing"],
  conflict: [409, "The thing is not in a state that allows this"],
  gone: [410, "It was here and is no longer"],
  too_large: [413, "The request is too large"],
  method_not_allowed: [405, "This address does not take that method"],
  out_of_range: [416, "The file does not have that range"],
  unsupported: [415, "This media type is not understood"],
  refused_by_policy: [422, "A policy of this shop refuses it"],
  idempotency_conflict: [422, "The Idempotency-Key was used for another request"],
  idempotency_running: [409, "A request with this Idempotency-Key is still running"],
  rate_limited: [429, "Too many requests"],
  upstream: [502, "A service outside did not do its part"],
  unavailable: [503, "A setting or a service is missing"],
  internal: [500, "Something went wrong on our side"],
} as const satisfies Record<string, readonly [number, string]>
export type ErrorCode = keyof typeof errorCodes

/** A field and what is wrong with it; `field` is a JSON pointer without the leading slash: `pricing/amount`. */
export type FieldError = { field: string; message: string }

/** An error that its caller can understand and mend. Anything else that is thrown is a defect and becomes `internal`. */
export class AppError extends Error {
  readonly code: ErrorCode
  readonly fields: FieldError[]
  readonly retryAfter: number | undefined

  constructor(code: ErrorCode, detail: string, more: { fields?: FieldError[]; retryAfter?: number; cause?: unknown } = {}) {
    super(detail, { cause: more.cause })
    this.name = "AppError"
    this.code = code
    this.fields = more.fields ?? []
    this.retryAfter = more.retryAfter
  }
}

export const notFound = (noun: string, id: string) => new AppError("not_found", `There is no ${noun} ${id}.`)
export const conflict = (detail: string) => new AppError("conflict", detail)
export const invalidField = (field: string, message: string) =>
  new AppError("invalid", `${field}: ${message}`, { fields: [{ field, message }] })
