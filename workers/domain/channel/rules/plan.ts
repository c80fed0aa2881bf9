import type { FieldProblem, SyncItem, SyncSummary } from "#schemas/sync.ts"

/** What is known of one listing before anything is decided. `drift` null: the channel does not have it. */
export type Look = {
  /** The product was taken off sale. */
  gone: boolean
  remoteId: string | null
  problems: FieldProblem[]
  drift: string[] | null
  /** Our shop has changed since the last push. */
  changed: boolean
  /** How often healing failed, and whether it failed with these same words. */
  failures: number
  mayHeal: boolean
  /** Asked by a person or at night: what failed twice is tried again. */
  insistent: boolean
}
export type Plan = Pick<SyncItem, "action" | "reasons" | "problems">

export const enoughFailures = 2

/** Desired state against what is there. Pure: the same look gives the same plan, so a dry run says what a run would do. */
export function planListing(look: Look): Plan {
  const { gone, remoteId, problems, drift, changed, failures, mayHeal, insistent } = look
  const plan = (action: Plan["action"], ...reasons: string[]): Plan => ({ action, reasons, problems: [] })
  if (gone) return plan("withdraw", "state: the product was taken off sale in our shop")
  if (problems.length > 0) return { action: "nothing", reasons: problems.map(({ field, message }) => `${field}: ${message}`), problems }
  if (failures >= enoughFailures && !changed && !insistent)
    return plan("nothing", `It failed ${failures} times with these words; the nightly run or a person tries again.`)
  if (remoteId === null) return plan("publish", "state: it is not on the channel yet")
  if (drift === null)
    return mayHeal
      ? plan("publish", "state: the channel does not show the listing")
      : unhealed("state: the channel does not show the listing")
  if (changed) return plan("update", ...(drift.length > 0 ? drift : ["files or pictures: changed in our shop"]))
  if (drift.length === 0) return plan("nothing")
  return mayHeal ? plan("update", ...drift) : unhealed(...drift)
}

const unhealed = (...drift: string[]): Plan => ({
  action: "nothing",
  reasons: drift,
  problems: drift.map((text) => ({
    field: text.split(":")[0] ?? "listing",
    message: text,
    fix: "Healing is off for this channel: accept the change in our shop, or turn the flag on.",
  })),
})

export const noSummary = (): SyncSummary => ({
  checked: 0,
  healthy: 0,
  published: 0,
  updated: 0,
  withdrawn: 0,
  failed: 0,
  later: 0,
  remaining: 0,
})

/** The sums with one more item. */
export function counted(summary: SyncSummary, { action, outcome, problems }: SyncItem): SyncSummary {
  const sums = { ...summary, checked: summary.checked + 1 }
  if (outcome === "later") sums.later++
  else if (outcome === "failed" || problems.length > 0) sums.failed++
  else if (action === "publish") sums.published++
  else if (action === "update") sums.updated++
  else if (action === "withdraw") sums.withdrawn++
  else sums.healthy++
  return sums
}
