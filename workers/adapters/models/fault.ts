export type FaultKind =
  | "unauthorized"
  | "rate-limited"
  | "rejected"
  | "server-error"
  | "timeout"
  | "cut-off"
  | "network"
  | "refusal"
  | "nonsense"
  | "unknown-model"
  | "not-configured"

const passing: readonly FaultKind[] = ["rate-limited", "server-error", "timeout", "cut-off", "network"]
/** After these nobody knows whether the vendor has billed the call. */
const unknown: readonly FaultKind[] = ["timeout", "cut-off", "network"]

/** A provider did not do its work. `costMicros` is what it billed nevertheless; null when that cannot be known. */
export class ModelFault extends Error {
  override name = "ModelFault"
  readonly kind: FaultKind
  readonly retryAfter: number | null
  readonly costMicros: number | null

  constructor(kind: FaultKind, message: string, more: { retryAfter?: number | null; costMicros?: number; cause?: unknown } = {}) {
    super(`${kind}: ${message}`, { cause: more.cause })
    this.kind = kind
    this.retryAfter = more.retryAfter ?? null
    this.costMicros = more.costMicros ?? (unknown.includes(kind) ? null : 0)
  }
  /** Whether the same call may work a moment later. */
  get passing(): boolean {
    return passing.includes(this.kind)
  }
}

/** Retry-After as ms: seconds or a date. */
export function retryAfter(headers: Headers | undefined, now = Date.now()): number | null {
  const value = headers?.get("retry-after")
  if (!value) return null
  const ms = /^\d+(\.\d+)?$/.test(value) ? Number(value) * 1000 : Date.parse(value) - now
  return Number.isFinite(ms) ? Math.max(0, ms) : null
}

/** A vendor's answer that is no success, as a fault. 404 is how all of them say that a model is unknown to them. */
export function faultOfStatus(status: number, message: string, headers?: Headers): ModelFault {
  const after = { retryAfter: retryAfter(headers) }
  if (status === 401 || status === 403) return new ModelFault("unauthorized", message)
  if (status === 404) return new ModelFault("unknown-model", message)
  if (status === 408 || status === 504) return new ModelFault("timeout", message, after)
  if (status === 429) return new ModelFault("rate-limited", message, after)
  return new ModelFault(status >= 500 ? "server-error" : "rejected", `${status} ${message}`, after)
}

/** Whatever was thrown while a vendor was spoken to, as a fault. */
export function faultOf(error: unknown): ModelFault {
  if (error instanceof ModelFault) return error
  const name = error instanceof Error ? error.name : ""
  const text = error instanceof Error ? error.message : String(error)
  const kind = /Timeout|Abort/.test(name) || /timed? ?out|aborted/i.test(text) ? "timeout" : "network"
  return new ModelFault(kind, text, { cause: error })
}
