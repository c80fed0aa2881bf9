import type { Shop } from "#workers/domain/index.ts"
import { attempt, textOf, type Failure } from "../form/failure.ts"

type Verbs = { proposal: Pick<Shop["proposal"], "decide" | "apply" | "rollback"> }
export type ProposalOutcome = { step: "done"; location: string } | { step: "failed"; failure: Failure }

/** What a form of a proposal's page led to. Every form carries the hash of the diff that was shown, so nothing else is decided on. */
export async function answerProposal(shop: Verbs, id: string, form: FormData): Promise<ProposalOutcome> {
  const [what, reason, diffHash] = [textOf(form, "form"), textOf(form, "reason"), textOf(form, "diffHash")]
  const done = await attempt(() => {
    if (what === "apply") return shop.proposal.apply({ id, diffHash })
    if (what === "rollback") return shop.proposal.rollback({ id, reason })
    return shop.proposal.decide({ id, diffHash, reason, decision: what === "approve" ? "approve" : "reject" })
  })
  return done.ok ? { step: "done", location: `/console/proposals/${id}?done=${what}` } : { step: "failed", failure: done.failure }
}
