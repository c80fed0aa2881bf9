import { z } from "zod"
import { FieldProblem, SyncItem, type SyncSummary } from "#schemas/sync.ts"
import { rule } from "#workers/rule.ts"

/** What is known of one listing before anything is decided. */
export const Look = z.strictObject({
  gone: z.boolean().describe("the product was taken off sale"),
  remoteId: z.string().nullable(),
  problems: z.array(FieldProblem),
  drift: z.array(z.string()).nullable().describe("null: the channel does not have it"),
  changed: z.boolean().describe("our shop has changed since the last push"),
  failures: z.int().describe("how often healing failed"),
  mayHeal: z.boolean(),
  insistent: z.boolean().describe("asked by a person or at night: what failed twice is tried again"),
})
export type Look = z.infer<typeof Look>
const Plan = SyncItem.pick({ action: true, reasons: true, problems: true })
export type Plan = z.infer<typeof Plan>

export const enoughFailures = 2
const healingOff = "Healing is off"

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
    fix: `${healingOff} for this channel: accept the change in our shop, or turn the flag on.`,
  })),
})

/** What is done about a listing; the flag of its channel and the failures before bound it. */
export const healRule = rule({
  name: "listing.heal",
  version: 1,
  about: "Publishes, mends or takes down a listing so that its channel shows what our shop says, where that is allowed.",
  decision: "listing.sync",
  input: z.strictObject({ channel: z.string(), listing: z.string(), look: Look }),
  output: Plan,
  decide: ({ look }) => planListing(look),
  says: ({ channel }, { action, reasons }) =>
    `On ${channel}: ${action === "nothing" ? "left as it is" : { publish: "published", update: "mended", withdraw: "taken down" }[action]}${reasons.length > 0 ? `, because ${reasons.join("; ")}` : ""}.`,
  mattered: ({ channel, look }) => ({
    channel,
    "differs in": look.drift === null ? "all: it is not there" : look.drift.length === 0 ? "nothing" : look.drift.join("; "),
    "changed in our shop": String(look.changed),
    "failed before": look.failures,
    "may heal": String(look.mayHeal),
  }),
})

/** Whether a listing that does not become what our shop says is put before people. */
export const askRule = rule({
  name: "listing.ask",
  version: 1,
  about: "Asks people about a listing that may not be healed, or that failed as often as is enough.",
  decision: "listing.sync",
  input: z.strictObject({ channel: z.string(), listing: z.string(), problems: z.array(FieldProblem), failures: z.int() }),
  output: z.strictObject({ ask: z.boolean(), why: z.string() }),
  decide({ problems, failures }) {
    if (problems.some(({ fix }) => fix.startsWith(healingOff)))
      return { ask: true, why: "It differs from our shop, and healing is off for its channel." }
    return failures >= enoughFailures
      ? { ask: true, why: `It failed ${failures} times.` }
      : { ask: false, why: "It is tried again before people are asked." }
  },
  says: ({ channel }, { ask, why }) => `${ask ? "People were asked" : "Nobody was asked"} about the listing on ${channel}: ${why}`,
  mattered: ({ channel, problems, failures }) => ({
    channel,
    "failed so often": failures,
    problems: problems.map(({ field, message }) => `${field}: ${message}`).join("; "),
  }),
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
