import { and, eq } from "drizzle-orm"
import { z } from "zod"
import { ProposalView, type Passing, type ProposalStatus } from "#schemas/proposal.ts"
import { proposals } from "#schemas/tables/index.ts"
import type { Ctx } from "#workers/context.ts"
import { AppError, conflict } from "#workers/errors.ts"
import { LostRace, type Write } from "#workers/lib/db.ts"
import { raciRefusal } from "#workers/mandate.ts"
import { operation } from "#workers/operation.ts"
import { decideBy } from "#workers/domain/decision/index.ts"
import { laterAgain } from "./again.ts"
import { carriedOut, carryOut } from "./carry.ts"
import { changeWrite } from "./change.ts"
import { refusalsOf } from "./guard.ts"
import { kindOf } from "./kinds.ts"
import { viewProposal, type ProposalRow } from "./list.ts"
import { hashOf, liveValues, loadProposal, movedFrom, votesOn } from "./load.ts"
import { rolloutEnds, rolloutWrites } from "./rollout-row.ts"
import { guard } from "./rules/guard.ts"

/** An applier that has not come back after this long has died; the next one goes on where it stopped. */
const deadAfterMs = 5 * 60_000

/** Applies an accepted proposal exactly as it was voted on: same diff, same starting point, inside the guardrails, and by one applier only. */
export const applyProposal = operation({
  name: "proposal.apply",
  about: "Carries out an accepted proposal exactly as it was shown; a stale one is refused.",
  scope: "write",
  approval: "policy",
  input: z.strictObject({ id: z.string().max(60), diffHash: z.string().max(64).optional().describe("of the diff that was looked at") }),
  output: ProposalView,
})(async (ctx, { id, diffHash }) => {
  const proposal = await loadProposal(ctx, id)
  mayCarry(ctx, proposal)
  const fresh = proposal.status === "accepted"
  const dead = proposal.status === "applying" && (proposal.appliedAt?.getTime() ?? 0) < ctx.now().getTime() - deadAfterMs
  if (!fresh && !dead) throw conflict(`Proposal ${id} is ${proposal.status}; only an accepted one is applied.`)
  if (!carriedOut(proposal.kind)) throw conflict(`A ${proposal.kind} is carried out by people; nothing was changed.`)
  await asVotedOn(ctx, proposal, diffHash)
  const before = fresh ? await claimed(ctx, proposal) : await takenOver(ctx, proposal)
  const done = !fresh && movedFrom(proposal.diff, await liveValues(ctx, proposal.subject, proposal.diff), "to").length === 0
  if (!done) await carry(ctx, proposal)
  const after = await afterwards(ctx, proposal)
  await move(
    ctx,
    proposal,
    "applying",
    { status: "applied", why: proposal.why, appliedAt: ctx.now() },
    await changeWrite(ctx, proposal, "apply", before, after),
  )
  return viewProposal(await loadProposal(ctx, id))
})

/** People may; of agents only the one who answers for it. */
export function mayCarry(ctx: Ctx, { kind }: ProposalRow): void {
  const stranger = raciRefusal(ctx.actor, kindOf(kind).decision)
  if (stranger) throw new AppError("forbidden", stranger)
}

async function asVotedOn(ctx: Ctx, { id, diff, diffHash }: ProposalRow, looked: string | undefined): Promise<void> {
  const voted = (await votesOn(ctx, id)).every((vote) => vote.diffHash === diffHash)
  if (!voted || (await hashOf(diff)) !== diffHash)
    throw conflict(`The diff of ${id} is not the one that was voted on; nothing was changed.`)
  if (looked && looked !== diffHash) throw conflict("The diff is not the one that you looked at; look again.")
}

/** Takes the proposal for this applier after the last look at the world; of two one loses here. */
async function claimed(ctx: Ctx, proposal: ProposalRow): Promise<Record<string, unknown>> {
  const live = await liveValues(ctx, proposal.subject, proposal.diff)
  const moved = movedFrom(proposal.diff, live, "from")
  if (moved.length > 0) {
    const why = `Since it was proposed: ${moved.join("; ")}.`
    await move(ctx, proposal, "accepted", { status: "stale", why })
    throw conflict(`Proposal ${proposal.id} is stale. ${why}`)
  }
  const { input, passing } = await refusalsOf(ctx, proposal)
  const { decision } = kindOf(proposal.kind)
  const guarded = decideBy(ctx, { ...guard, decision }, input, { subject: proposal.id, why: "Guardrails before it is applied." })
  const why = guarded.output.refusals.join(" ")
  if (why) {
    await move(ctx, proposal, "accepted", { status: "rejected", why: `A guardrail: ${why}`, passing }, [guarded.write])
    throw new AppError("refused_by_policy", why)
  }
  await move(ctx, proposal, "accepted", { status: "applying", why: proposal.why, appliedAt: ctx.now() }, [
    guarded.write,
    ...(await rolloutWrites(ctx, proposal)),
  ])
  return live
}

/** Goes on for an applier that died; of two that find it dead one loses here. */
async function takenOver(ctx: Ctx, { id, diff, appliedAt }: ProposalRow): Promise<Record<string, unknown>> {
  const dead = and(eq(proposals.id, id), eq(proposals.status, "applying"), appliedAt ? eq(proposals.appliedAt, appliedAt) : undefined)
  try {
    await ctx.commit({
      transition: ctx.db.update(proposals).set({ appliedAt: ctx.now() }).where(dead),
      audit: { operation: "proposal.resume", subject: id },
    })
  } catch (error) {
    if (error instanceof LostRace) throw conflict(`Somebody else goes on with proposal ${id}.`)
    throw error
  }
  return Object.fromEntries(diff.map(({ target, from }) => [target, from]))
}

async function carry(ctx: Ctx, proposal: ProposalRow): Promise<void> {
  try {
    await carryOut(ctx, proposal.kind, proposal.subject, proposal.diff, proposal.summary)
  } catch (error) {
    const why = `It could not be carried out: ${error instanceof Error ? error.message : String(error)}`
    const passing = mayWork(error) ? laterAgain(ctx, 1) : null
    await move(ctx, proposal, "applying", { status: "rejected", why: why.slice(0, 500), passing }, rolloutEnds(ctx, proposal.id, why))
    throw error
  }
}

/** Whether the same change may work another day: a service that was away comes back, what a policy refuses stays refused. */
const mayWork = (error: unknown) => !(error instanceof AppError) || ["upstream", "unavailable", "rate_limited"].includes(error.code)

async function afterwards(ctx: Ctx, { subject, diff, kind }: ProposalRow): Promise<Record<string, unknown>> {
  // A brief starts a run, an experiment shows both; what comes of them is theirs.
  if (kind === "brief" || kind === "experiment") return Object.fromEntries(diff.map(({ target, to }) => [target, to]))
  const after = await liveValues(ctx, subject, diff)
  const wrong = movedFrom(diff, after, "to")
  if (wrong.length > 0) throw new Error(`It was carried out and is not as shown: ${wrong.join("; ")}.`)
  return after
}

type Move = { status: ProposalStatus; why: string | null; appliedAt?: Date; passing?: Passing[] | null }

/** One step of a proposal's life. Throws a conflict when somebody else was first. */
export async function move(ctx: Ctx, { id }: ProposalRow, from: ProposalStatus, set: Move, writes: Write[] = []): Promise<void> {
  try {
    await ctx.commit({
      transition: ctx.db
        .update(proposals)
        .set(set)
        .where(and(eq(proposals.id, id), eq(proposals.status, from))),
      writes,
      audit: { operation: `proposal.${set.status}`, subject: id, detail: { from, why: set.why } },
    })
  } catch (error) {
    if (error instanceof LostRace) throw conflict(`Proposal ${id} is not ${from} any more; somebody else was first.`)
    throw error
  }
}
