import { CloudEvent } from "#schemas/event.ts"
import type { Shop } from "#workers/domain/index.ts"
import { attempt, textOf, type Failure } from "../form/failure.ts"

export const webhookTypes = CloudEvent.shape.type.options
const isType = (value: unknown): value is (typeof webhookTypes)[number] => webhookTypes.some((type) => type === value)

/** What a webhook form led to. A secret is in this answer and nowhere else. */
export type WebhookOutcome =
  | { step: "secret"; id: string; secret: string; rotated: boolean }
  | { step: "done"; location: string }
  | { step: "failed"; form: string; failure: Failure }

export async function answerWebhooks(shop: Pick<Shop, "webhook" | "event">, form: FormData): Promise<WebhookOutcome> {
  const [what, id] = [textOf(form, "form"), textOf(form, "id")]
  const failed = (failure: Failure): WebhookOutcome => ({ step: "failed", form: what, failure })
  const home = `/console/webhooks/${id}`
  if (what === "create" || what === "rotate") {
    const input = { url: textOf(form, "url"), about: textOf(form, "about"), types: form.getAll("types").filter(isType) }
    const made = await attempt(() => (what === "create" ? shop.webhook.create(input) : shop.webhook.rotate({ id })))
    if (!made.ok) return failed(made.failure)
    return { step: "secret", id: made.value.endpoint.id, secret: made.value.secret, rotated: what === "rotate" }
  }
  const acts: Record<string, { run: () => Promise<unknown>; to: string }> = {
    ping: { run: () => shop.webhook.ping({ id }), to: `${home}?told=pinged` },
    on: { run: () => shop.webhook.change({ id, status: "active" }), to: `${home}?told=on` },
    off: { run: () => shop.webhook.change({ id, status: "disabled" }), to: `${home}?told=off` },
    remove: { run: () => shop.webhook.remove({ id }), to: "/console/webhooks?told=removed" },
    replay: { run: () => shop.webhook.replay({ id: textOf(form, "delivery") }), to: `${home}?told=queued` },
    range: {
      run: () => shop.webhook.replayRange({ id, from: instantOf(textOf(form, "from")), to: instantOf(textOf(form, "to")) }),
      to: `${home}?told=queued`,
    },
    event: { run: () => shop.event.replay({ id }), to: "/console/webhooks?told=event#parked" },
  }
  const act = acts[what]
  if (!act) return failed({ code: "invalid", message: "This form is not known.", fields: {} })
  const done = await attempt(act.run)
  return done.ok ? { step: "done", location: act.to } : failed(done.failure)
}

/** What a datetime-local field gives, read as UTC. */
const instantOf = (text: string) => (/^\d{4}-\d\d-\d\dT\d\d:\d\d$/.test(text) ? `${text}:00.000Z` : text)

/** What was done, for the notice on top of the page. */
export const toldWords: Record<string, string> = {
  pinged: "The test message was sent; its answer stands in the log.",
  on: "The endpoint is on: what waited for it goes on.",
  off: "The endpoint is off: nothing is sent to it.",
  removed: "The endpoint and its log were deleted.",
  queued: "It is being sent; the log shows the answer.",
  event: "The event was sent again.",
}
