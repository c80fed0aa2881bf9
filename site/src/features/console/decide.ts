import type { ProductDraft, Variant } from "#schemas/draft.ts"
import type { Shop } from "#workers/domain/index.ts"
import { attempt, textOf, type Failure } from "../form/failure.ts"

type Review = Awaited<ReturnType<Shop["draft"]["review"]>>
type ChannelResults = Awaited<ReturnType<Shop["listing"]["validate"]>>[]

export const decisions = {
  approve: { verb: "Approve", after: "The draft passes the gate and may be published. A run that waits for it goes on by itself." },
  send_back: { verb: "Send back", after: "The draft is written and scored anew with your reason, and waits for a person again." },
  reject: { verb: "Reject", after: "The draft is closed for good and its run ends. Nothing is published." },
} as const
export type Decision = keyof typeof decisions
const isDecision = (value: string): value is Decision => value in decisions

export type Wish = { decision: Decision; revision: string; chosen: Variant["key"]; reason: string }

/** The verbs that the forms need, and no more. */
type Verbs = {
  draft: Pick<Shop["draft"], "decide">
  listing: Pick<Shop["listing"], "validate">
  product: Pick<Shop["product"], "publish">
}

/** What a posted form led to: a confirmation to show, a check of channels, a place to go, or words about what went wrong. */
export type Outcome =
  | { step: "confirm"; wish: Wish }
  | { step: "checked"; results: ChannelResults; channels: string[] }
  | { step: "done"; location: string }
  | { step: "failed"; about: "decision" | "publish"; failure: Failure }

const invalid = (field: string, message: string): Failure => ({ code: "invalid", message, fields: { [field]: message } })
const stale = "The draft has changed since this page was shown, so nothing was decided. Look at it again below; it is shown as it is now."

/** Reads the forms of a draft's page and does what they ask; a decision is shown once more before it is applied. */
export async function answerDraft(shop: Verbs, review: Review, form: FormData): Promise<Outcome> {
  if (textOf(form, "form") === "publish") return publish(shop, review.draft, form)
  const wish = readWish(review, form)
  if ("fields" in wish) return { step: "failed", about: "decision", failure: wish }
  if (wish.revision !== review.revision)
    return { step: "failed", about: "decision", failure: { code: "conflict", message: stale, fields: {} } }
  if (textOf(form, "confirmed") !== "yes") return { step: "confirm", wish }
  const { draft } = review
  const decided = await attempt(() => shop.draft.decide({ id: draft.id, ...wish }))
  if (!decided.ok) return { step: "failed", about: "decision", failure: decided.failure }
  return { step: "done", location: `/console/drafts/${draft.id}?decided=${wish.decision}` }
}

function readWish({ draft }: Review, form: FormData): Wish | Failure {
  const [decision, chosen] = [textOf(form, "decision"), textOf(form, "chosen")]
  const variant = draft.variants.find(({ key }) => key === chosen)
  if (!isDecision(decision)) return invalid("decision", "Say what to do with the draft: approve it, send it back or reject it.")
  if (!variant) return invalid("chosen", "Choose one of the draft's variants.")
  return { decision, chosen: variant.key, revision: textOf(form, "revision"), reason: textOf(form, "reason") }
}

async function publish(shop: Verbs, draft: ProductDraft, form: FormData): Promise<Outcome> {
  const channels = form.getAll("channel").filter((value) => typeof value === "string")
  if (channels.length === 0) return { step: "failed", about: "publish", failure: invalid("channel", "Choose at least one channel.") }
  if (textOf(form, "confirmed") === "yes") {
    const opened = await attempt(() => shop.product.publish({ draft_id: draft.id, channel: channels }))
    if (!opened.ok) return { step: "failed", about: "publish", failure: opened.failure }
    return { step: "done", location: `/console/jobs/${opened.value.jobId}` }
  }
  const checked = await attempt(() =>
    Promise.all(channels.map((channel) => shop.listing.validate({ productId: draft.productId, draftId: draft.id, channel }))),
  )
  if (!checked.ok) return { step: "failed", about: "publish", failure: checked.failure }
  return { step: "checked", results: checked.value, channels }
}
