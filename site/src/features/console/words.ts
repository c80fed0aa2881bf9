import type { DraftStatus } from "#schemas/draft.ts"
import type { Passing, ProposalStatus } from "#schemas/proposal.ts"

/** `2026-11-22T10:41:08.123Z` → `2026-11-22 10:41`; always UTC, so that columns line up and runs can be compared. */
export const stamp = (iso: string): string => iso.slice(0, 16).replace("T", " ")

/** The end of an id: enough to tell two rows apart, short enough for a narrow column. */
export const shortId = (id: string): string => (id.length > 14 ? `${id.slice(0, 4)}…${id.slice(-6)}` : id)

const two = (n: number) => String(n).padStart(2, "0")

/** From one instant to the next as a run's length: `4 s`, `2 min 05 s`, `1 h 03 min`. */
export function duration(from: string, to: string): string {
  const seconds = Math.max(0, Math.round((Date.parse(to) - Date.parse(from)) / 1000))
  if (seconds < 60) return `${seconds} s`
  if (seconds < 3600) return `${Math.floor(seconds / 60)} min ${two(seconds % 60)} s`
  return `${Math.floor(seconds / 3600)} h ${two(Math.floor((seconds % 3600) / 60))} min`
}

export const draftWords: Record<DraftStatus, string> = {
  scoring: "being scored",
  refused: "refused by the gate",
  waiting: "waits for a decision",
  approved: "approved",
  rejected: "rejected",
  published: "published",
}

export const proposalWords: Record<ProposalStatus, string> = {
  open: "open to votes",
  accepted: "accepted, not applied",
  rejected: "rejected",
  stale: "stale",
  applying: "being applied",
  applied: "applied",
  rolled_back: "rolled back",
}

/** When a proposal that was refused may come again. */
export function againWords(reason: Passing): string {
  if (reason.by === "time") return `after ${stamp(reason.until)} UTC`
  if (reason.by === "goal") return `when ${reason.director}'s goal ${reason.goal} is not ${reason.state} any more`
  return `when this has gone: ${reason.why}`
}

/** How a state is coloured: `good` and `bad` beside their words, never by colour alone. */
export function toneOf(state: string): "good" | "bad" | "busy" | "plain" {
  if (
    [
      "live",
      "approved",
      "published",
      "paid",
      "shipped",
      "won",
      "done",
      "ok",
      "answered",
      "accepted",
      "valid",
      "applied",
      "met",
      "for",
      "green",
      "adopted",
    ].includes(state)
  )
    return "good"
  if (
    [
      "failed",
      "refused",
      "rejected",
      "drifted",
      "disputed",
      "invalid",
      "expired",
      "stale",
      "rolled_back",
      "missed",
      "against",
      "red",
    ].includes(state)
  )
    return "bad"
  return ["waiting", "running", "queued", "pending", "processing", "scoring", "open", "applying", "proposed"].includes(state)
    ? "busy"
    : "plain"
}
