import { draftProposals } from "./draft.ts"
import { proposeDriftReview } from "./drift.ts"
import { listProposals } from "./list.ts"

export const proposal = { draft: draftProposals, drift: proposeDriftReview, list: listProposals }
