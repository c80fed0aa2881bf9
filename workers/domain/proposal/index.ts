import { applyProposal } from "./apply.ts"
import { decideProposal } from "./decide.ts"
import { draftProposals } from "./draft.ts"
import { proposeDriftReview } from "./drift.ts"
import { listProposals } from "./list.ts"
import { rollBackProposal } from "./rollback.ts"
import { submitProposal } from "./submit.ts"
import { proposeWinners } from "./winners.ts"
import { viewOneProposal } from "./view.ts"
import { voteOnProposal } from "./vote.ts"

export { carriedOut } from "./carry.ts"
export { fileProposal, reversed } from "./file.ts"
export { killMetrics } from "./kill-metrics.ts"
export { electorate, kindOf, kinds } from "./kinds.ts"
export { loadProposal, votersOf } from "./load.ts"
export { settleVotes } from "./settle.ts"
export { viewRollout } from "./view.ts"
export const proposal = {
  draft: draftProposals,
  file: submitProposal,
  drift: proposeDriftReview,
  winners: proposeWinners,
  list: listProposals,
  view: viewOneProposal,
  vote: voteOnProposal,
  decide: decideProposal,
  apply: applyProposal,
  rollback: rollBackProposal,
}
