import { z } from "zod"
import type { DraftStatus } from "#schemas/draft.ts"
import { draft } from "#workers/domain/draft/index.ts"
import { advanceJob, effect } from "#workers/domain/job/index.ts"
import { Ended, type Run, type RunState, type Stage, type Step } from "#workers/pipelines/stage.ts"
import { describe, forged, written } from "./forge.ts"

type Decision = { decision: "approve" | "send_back" | "reject"; reason: string }
const Given = z.object({ reason: z.string() })
const mostSendBacks = 3

/** Scores decide: pass, one repair round, refusal, or a wait for a person, however long that takes. */
export const gate: Stage = {
  name: "gate",
  about: "Holds the draft against the rubric and the policy; waits for a person where the policy says so",
  retries: 2,
  run: async () => ({}),
  async host(run, state, step) {
    const notes: string[] = []
    for (let round = 0; round <= mostSendBacks; round++) {
      const action = await decide(run, state, step, round, notes)
      if (action === "pass") return {}
      if (action === "refuse") return end(run, step, `refused in round ${round + 1}`)
      const { decision, reason } = await hear(run, state, round)
      if (decision === "approve") return {}
      if (decision === "reject") return end(run, step, `rejected: ${reason}`)
      notes.push(`Sent back by a person: ${reason || "no reason given"}`)
      await step(`gate.rewrite.${round}`, () => rewrite(run, state, `sent-back.${round}`))
    }
    return end(run, step, `sent back ${mostSendBacks} times`)
  },
}

async function decide(run: Run, state: RunState, step: Step, round: number, notes: string[]): Promise<"pass" | "wait" | "refuse"> {
  const { ctx, jobId } = run
  const ask = (n: number) => effect(ctx, jobId, "gate.decide", round * 10 + n, () => draft.gate(ctx, { draftId: state.draftId, notes }))
  let action: "pass" | "repair" | "wait" | "refuse" = "repair"
  await step(`gate.${round}`, async () => {
    for (let n = 0; action === "repair" && n < 3; n++) {
      if (n > 0) await rewrite(run, state, `repair.${round}.${n}`)
      action = (await ask(n)).action
    }
    if (action === "wait") await advanceJob(ctx, jobId, { status: "waiting" })
    return {}
  })
  // A step that a restart skips has run before: the log knows what it decided.
  for (let n = 0; action === "repair" && n < 3; n++) action = (await ask(n)).action
  if (action === "repair") throw new Error("The gate asked for more repairs than its policy allows.")
  return action
}

const saidBy: Partial<Record<DraftStatus, Decision["decision"]>> = {
  approved: "approve",
  published: "approve",
  rejected: "reject",
  scoring: "send_back",
}

/** What a person decided in this round. The draft's row is the truth, the event only wakes: it may be old, or never come. */
function hear(run: Run, { draftId }: RunState, round: number): Promise<Decision> {
  const { ctx, jobId } = run
  return effect(ctx, jobId, "gate.heard", round, async () => {
    for (;;) {
      const { draft: seen, decision: given } = await draft.review(ctx, { id: draftId })
      const decision = saidBy[seen.status]
      if (decision) return { decision, reason: Given.safeParse(given).data?.reason ?? "" }
      await advanceJob(ctx, jobId, { status: "waiting" })
      await run.waitFor("gate-decision")
    }
  })
}

async function rewrite(run: Run, state: RunState, name: string): Promise<Partial<RunState>> {
  const { ctx, jobId } = run
  const content = await written(run, state)
  // The number of the round is logged before it is written, so that a second try writes the same one.
  const round = await effect(ctx, jobId, `gate.${name}.round`, 0, async () => (await draft.view(ctx, { id: state.draftId })).round + 1)
  await effect(ctx, jobId, `gate.${name}`, 0, async () => describe(run, state, content, await forged(run, state, content), round))
  return {}
}

async function end({ ctx, jobId }: Run, step: Step, why: string): Promise<never> {
  await step("gate.end", async () => {
    await advanceJob(ctx, jobId, { status: "done", artifacts: { ended: why } })
    return {}
  })
  throw new Ended(why)
}
