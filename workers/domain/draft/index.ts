import { composeContent } from "./compose.ts"
import { decideDraft } from "./decide.ts"
import { describeDraft } from "./describe.ts"
import { forgeDraft } from "./forge.ts"
import { gateDraft } from "./gate.ts"
import { listDrafts } from "./list.ts"
import { requestDraft } from "./request.ts"
import { reviewDraft, viewDraft } from "./view.ts"

export { draftView, loadDraft, type DraftRow } from "./view.ts"
export const draft = {
  request: requestDraft,
  compose: composeContent,
  forge: forgeDraft,
  describe: describeDraft,
  gate: gateDraft,
  decide: decideDraft,
  view: viewDraft,
  review: reviewDraft,
  list: listDrafts,
}
