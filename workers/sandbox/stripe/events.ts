import Stripe from "stripe"
import { newId } from "./ids.ts"
import type { Delivery, StripeStore } from "./store.ts"

/** The signing secret of WEBHOOK_URL; endpoints made through the API get their own. */
export const sandboxWebhookSecret = "whsec_autonomax_sandbox"
export const apiVersion = "2026-10-28.endive"

type Played = Extract<
  Stripe.Event,
  { type: `checkout.session.${string}` | `payment_intent.${string}` | `charge.${string}` | `refund.${string}` }
>
type ObjectOf<T extends Played["type"]> = Extract<Played, { type: T }>["data"]["object"]

/** Records an event and owes it to every endpoint that wants it. */
export function emit<T extends Played["type"]>(store: StripeStore, type: T, object: ObjectOf<T>, key: string | null = null): void {
  const targets = endpointsFor(store, type)
  const event = {
    id: newId("evt_1"),
    object: "event" as const,
    api_version: apiVersion,
    created: store.seconds(),
    data: { object },
    livemode: false,
    pending_webhooks: targets.length,
    request: { id: newId("req_", 14), idempotency_key: key },
    type,
  }
  // The object belongs to the type by the signature above; TypeScript cannot join the two halves of the union again.
  store.events.put(event.id, event as unknown as Stripe.Event)
  for (const { url, secret } of targets) {
    const id = newId("dlv_")
    store.deliveries.put(id, { id, event: event.id, url, secret, tries: 0, dueAt: store.ground.now(), lastStatus: 0 })
  }
  store.ground.wakeAt(store.ground.now())
}

function endpointsFor(store: StripeStore, type: string): { url: string; secret: string }[] {
  const made = store.endpoints.all().filter((one) => one.status === "enabled" && wants(one.enabled_events, type))
  const standing = store.ground.vars.WEBHOOK_URL
  const known = standing && !store.endpoints.all().some((one) => one.url === standing)
  return known ? [...made, { url: standing, secret: sandboxWebhookSecret }] : made
}

const wants = (enabled: string[], type: string) => enabled.includes("*") || enabled.includes(type)

export type Forgery = "signature" | "body" | "stale"

/** Posts one event, signed as Stripe signs. Answers the HTTP status, 0 when nobody was there. */
export async function post(
  store: StripeStore,
  event: Stripe.Event,
  target: { url: string; secret: string },
  forged?: Forgery,
): Promise<number> {
  const payload = JSON.stringify(event, null, 2)
  const timestamp = forged === "stale" ? store.seconds() - 3600 : store.seconds()
  const secret = forged === "signature" ? "whsec_somebody_else" : target.secret
  const signature = await signer.webhooks.generateTestHeaderStringAsync({ payload, secret, timestamp })
  const body = forged === "body" ? payload.replace(/"amount(_total)?": \d+/g, '"amount$1": 1') : payload
  const headers = { "content-type": "application/json; charset=utf-8", "stripe-signature": signature, "user-agent": "Stripe/1.0 (sandbox)" }
  try {
    const answer = await store.ground.fetch(target.url, { method: "POST", headers, body, redirect: "manual" })
    await answer.body?.cancel()
    return answer.status
  } catch {
    return 0
  }
}

const signer = new Stripe("sk_test_unused_for_signing")

/** Seconds before each further try: Stripe's days, squeezed so that a demo sees it happen. */
const patience = [1, 2, 5, 15, 60, 300, 1800, 3600, 7200]

/** Sends what is due, all at once as Stripe does, and plans the next try of what failed. */
export async function deliverDue(store: StripeStore): Promise<void> {
  const now = store.ground.now()
  const due = store.deliveries.all().filter((one) => one.dueAt !== null && one.dueAt <= now)
  await Promise.all(due.map((one) => attempt(store, one)))
  const next = store.deliveries.all().flatMap((one) => one.dueAt ?? [])
  if (next.length) store.ground.wakeAt(Math.min(...next))
}

async function attempt(store: StripeStore, delivery: Delivery): Promise<void> {
  const event = store.events.get(delivery.event)
  if (!event) return
  const lastStatus = await post(store, event, delivery)
  const done = lastStatus >= 200 && lastStatus < 300
  const wait = patience[delivery.tries]
  const dueAt = done || wait === undefined ? null : store.ground.now() + wait * 1000
  store.deliveries.put(delivery.id, { ...delivery, tries: delivery.tries + 1, lastStatus, dueAt })
  if (done) store.events.put(event.id, { ...event, pending_webhooks: Math.max(0, event.pending_webhooks - 1) })
}
