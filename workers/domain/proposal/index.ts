import { draftProposals } from "./draft.ts"
import { listProposals } from "./list.ts"

export const proposal = { draft: draftProposals, list: listProposals }
