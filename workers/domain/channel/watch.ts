import { z } from "zod"
import type { Contract } from "#workers/adapters/channels/index.ts"
import type { Ctx } from "#workers/context.ts"
import { operation } from "#workers/operation.ts"
import { channelFlag, flagWrite } from "#workers/domain/flag/index.ts"
import { openChannel } from "#workers/domain/listing/index.ts"
import { pageOperator } from "#workers/domain/letter/index.ts"
import { fileProposal } from "#workers/domain/proposal/index.ts"
import { runner } from "./propose.ts"
import { stateOf, stateWrite, type StateRow } from "./state.ts"

const warnDays = 60
const Verdict = z.strictObject({
  channel: z.string(),
  verdict: z.enum(["same", "changed", "no baseline", "unreachable"]),
  says: z.string(),
})
type Verdict = z.infer<typeof Verdict>

/**
 * Asks every vendor for its contract's fingerprint. Another one than the accepted turns the channel's flag off, files a proposal and
 * pages the operator; no listing is touched. A vendor that does not answer changes nothing, and is said.
 */
export const watchContracts = operation({
  name: "channel.watch",
  about: "Compares the vendors' contracts with the accepted ones and turns a changed channel off.",
  scope: "write",
  approval: "none",
  input: z.strictObject({}),
  output: z.strictObject({ items: z.array(Verdict) }),
})(async (ctx) => {
  const items: Verdict[] = []
  for (const name of Object.keys(ctx.channels)) {
    const { contract } = openChannel(ctx, name)
    if (!contract) continue
    const state = await stateOf(ctx, name)
    items.push(await watchOne(ctx, name, contract, state))
    await warnOfSunset(ctx, name, contract)
  }
  return { items }
})

async function watchOne(ctx: Ctx, channel: string, contract: Contract, state: StateRow | null): Promise<Verdict> {
  const seenAt = ctx.now()
  const accepted = state?.acceptedFingerprint ?? null
  let seen: string
  try {
    seen = await contract.fingerprint()
  } catch (error) {
    const says = `${channel} did not show its contract: ${error instanceof Error ? error.message : String(error)} Nothing was changed.`
    await ctx.commit({
      writes: [stateWrite(ctx, channel, { contractNote: says })],
      audit: { operation: "channel.watch", subject: channel, detail: { says } },
    })
    return { channel, verdict: "unreachable", says }
  }
  const found = { seenFingerprint: seen, seenAt }
  const keep = async (verdict: Verdict["verdict"], says: string): Promise<Verdict> => {
    const audit = { operation: "channel.watch", subject: channel, detail: { verdict, seen } }
    await ctx.commit({ writes: [stateWrite(ctx, channel, { ...found, contractNote: says })], audit })
    return { channel, verdict, says }
  }
  if (accepted === null)
    return keep("no baseline", `The contract of ${channel} has no accepted fingerprint; an operator accepts the one seen.`)
  if (accepted === seen) return keep("same", `The contract of ${channel} is the accepted one.`)
  const version = contract.version ? ` (we ask for version ${contract.version})` : ""
  const says = `The contract of ${channel} has changed${version}: accepted ${accepted.slice(0, 12)}…, seen ${seen.slice(0, 12)}…. The flag "${channelFlag(channel)}" was turned off and no listing was touched.`
  const verdict = await keep("changed", says)
  const off = { operation: "flag.set", subject: channelFlag(channel), detail: { to: false, why: says } }
  await ctx.commit({ writes: [flagWrite(ctx, channelFlag(channel), false, says)], audit: off })
  await fileProposal(ctx, runner, contractChanged(channel, contract, accepted, seen, says))
  await pageOperator(ctx, {
    key: `contract:${channel}:${seen}`,
    subject: `the contract of ${channel} has changed`,
    lines: [
      says,
      "What to do: docs/runbooks/contract-changed.md. Compare the vendor's contract, mend the adapter, accept the new fingerprint, and turn the flag on yourself.",
    ],
    page: "/console/channels",
  })
  return verdict
}

const contractChanged = (channel: string, { version, sunset }: Contract, accepted: string, seen: string, summary: string) => ({
  kind: "contract-changed" as const,
  subject: `channel:${channel}`,
  summary: summary.slice(0, 300),
  diff: [
    { target: `${channel}.contract.fingerprint`, from: accepted, to: seen },
    ...(version ? [{ target: `${channel}.contract.version`, from: version, to: version }] : []),
    ...(sunset ? [{ target: `${channel}.contract.sunset`, from: sunset, to: sunset }] : []),
  ],
  predicted: { metric: "failed pushes", change: 0, because: "The adapter was written against another contract." },
  killCriterion: "Leave it off while the vendor's contract checks fail.",
  rollback: "Turn the flag off again.",
})

/** A version that will soon not be answered any more pages, once a month before and daily in the last fortnight. */
async function warnOfSunset(ctx: Ctx, channel: string, { version, sunset }: Contract): Promise<void> {
  if (!sunset) return
  const days = Math.ceil((Date.parse(`${sunset}T00:00:00Z`) - ctx.now().getTime()) / 86_400_000)
  if (days > warnDays) return
  const step = days > 14 ? "near" : `day-${days}`
  const says = `${channel} answers version ${version ?? "in use"} until ${sunset}, ${days} days from now.`
  await pageOperator(ctx, {
    key: `sunset:${channel}:${sunset}:${step}`,
    subject: `${channel} retires the version in use`,
    lines: [says, "What to do: docs/runbooks/contract-changed.md."],
    page: "/console/channels",
  })
  await ctx.commit({
    writes: [stateWrite(ctx, channel, { contractNote: says })],
    audit: { operation: "channel.sunset", subject: channel, detail: { days } },
  })
}
