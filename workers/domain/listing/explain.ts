import type { FieldProblem } from "#schemas/sync.ts"
import { ChannelError } from "#workers/adapters/channels/index.ts"

/** What a channel threw, as one sentence with its field and what to do; the vendor's own words are kept. */
export function explain(channel: string, error: unknown): FieldProblem {
  const message = error instanceof Error ? error.message : String(error)
  if (!(error instanceof ChannelError)) return { field: "listing", message, fix: "Look at the log of this run; this is a defect of ours." }
  const { field, status, retryable, retryAfter } = error
  if (status === 401 || status === 403)
    return {
      field: field ?? "credentials",
      message,
      fix: `Renew the credentials of ${channel} or add the missing scope (docs/runbooks/channel-credentials.md), then sync ${channel}.`,
    }
  if (field === "rate" || status === 429)
    return {
      field: "rate",
      message,
      fix: `Nothing to do: the next run goes on${retryAfter ? `, in ${retryAfter} s at the earliest` : ""}.`,
    }
  if (retryable)
    return { field: field ?? "channel", message, fix: `Nothing to do now: it is tried again. If it stays so, look at ${channel}'s status.` }
  return {
    field: field ?? "listing",
    message,
    fix: `Change ${field ?? "the listing"} or the settings of ${channel}, then sync ${channel}.`,
  }
}

export const isRetryable = (error: unknown): boolean => error instanceof ChannelError && error.retryable

/** A difference that reading back has shown, as a problem. */
export const driftProblem = (text: string): FieldProblem => ({
  field: text.split(":")[0] ?? "listing",
  message: text,
  fix: "The next health check tries to heal it.",
})
