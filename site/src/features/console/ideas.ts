import type { Shop } from "#workers/domain/index.ts"
import { attempt, textOf, type Failure } from "../form/failure.ts"

type Verbs = {
  idea: Pick<Shop["idea"], "take" | "release">
  draft: Pick<Shop["draft"], "request">
  provider: Pick<Shop["provider"], "propose" | "check" | "adopt">
}
export type IdeaOutcome =
  | { step: "done"; location: string }
  | { step: "adopted"; name: string; settings: Record<string, string> }
  | { step: "failed"; failure: Failure; name: string }

const refused = (code: string, message: string): IdeaOutcome => ({ step: "failed", failure: { code, message, fields: {} }, name: "" })

/** Takes one idea and opens the run that makes a draft of it. An idea whose brief is refused goes back to the others. */
async function draftFrom(shop: Verbs, id: string): Promise<IdeaOutcome> {
  // Without an id the operation would take the best one, which is not what was clicked on.
  const taken = id ? await shop.idea.take({ id }) : null
  if (!taken) return refused("conflict", "This idea is not new any more: somebody took it.")
  try {
    const { jobId } = await shop.draft.request({ brief: taken.request, ideaId: taken.id })
    return { step: "done", location: `/console/jobs/${jobId}` }
  } catch (error) {
    await shop.idea.release({ id: taken.id })
    throw error
  }
}

/** What a form of the ideas' page led to: the next page, the settings that turn an adopted provider on, or what was refused. */
export async function answerIdeas(shop: Verbs, form: FormData): Promise<IdeaOutcome> {
  const [what, id, name] = [textOf(form, "do"), textOf(form, "id"), textOf(form, "name")]
  const back = `/console/ideas?told=${what}#provider-${name}`
  const done = await attempt(async (): Promise<IdeaOutcome> => {
    if (what === "draft") return draftFrom(shop, id)
    if (what === "propose") {
      const { proposalId } = await shop.provider.propose({ name })
      return { step: "done", location: `/console/proposals/${proposalId}` }
    }
    if (what === "check") {
      const embedModel = textOf(form, "embedModel") || undefined
      await shop.provider.check({ name, url: textOf(form, "url"), model: textOf(form, "model"), embedModel })
      return { step: "done", location: back }
    }
    if (what === "adopt") return { step: "adopted", ...(await shop.provider.adopt({ name })) }
    return refused("invalid", "This form asks for nothing that is known here.")
  })
  return done.ok ? done.value : { step: "failed", failure: done.failure, name }
}

/** An address of a source as a link may carry it; lists come from strangers. */
export const linkable = (url: string | null): string | undefined => (url && /^https?:\/\//.test(url) ? url : undefined)

/** `{too-few: 2, policy: 1}` → `2 too few, 1 policy`. */
export const dropWords = (droppedBy: Record<string, number>): string =>
  Object.entries(droppedBy)
    .map(([cause, count]) => `${count} ${cause.replaceAll("-", " ")}`)
    .join(", ")
