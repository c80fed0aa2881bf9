import { z } from "zod"
import type Stripe from "stripe"
import { post, sandboxWebhookSecret } from "./events.ts"
import type { StripeStore } from "./store.ts"

const Order = z.strictObject({
  /** Event ids or types (the newest of the type); absent: the newest completed checkout. */
  events: z.array(z.string()).optional(),
  times: z.int().min(1).max(500).default(1),
  order: z.enum(["as-sent", "reversed", "shuffled"]).default("as-sent"),
  forged: z.enum(["signature", "body", "stale"]).optional(),
  url: z.url().optional(),
})

/** POST /sandbox/deliver: sends events again, all at once, in any order, or forged; answers what the shop said to each. */
export async function deliver(store: StripeStore, request: Request): Promise<Response> {
  const read = Order.safeParse(await request.json().catch(() => null))
  if (!read.success) return Response.json({ error: z.prettifyError(read.error) }, { status: 400 })
  const { times, order, forged } = read.data
  const chosen = choose(store, read.data.events)
  const target = targetOf(store, read.data.url)
  if (!target) return Response.json({ error: "No webhook address: set WEBHOOK_URL, make an endpoint, or send `url`." }, { status: 409 })
  if (!chosen.length) return Response.json({ error: "No such event yet." }, { status: 404 })
  const copies = Array.from({ length: times }, () => chosen).flat()
  if (order === "reversed") copies.reverse()
  if (order === "shuffled") copies.sort(() => Math.random() - 0.5)
  const results = await Promise.all(
    copies.map(async (event) => ({ event: event.id, type: event.type, status: await post(store, event, target, forged) })),
  )
  return Response.json({ sent: results.length, url: target.url, results })
}

function choose(store: StripeStore, wanted: string[] | undefined): Stripe.Event[] {
  const all = store.events.all()
  if (!wanted) return all.filter((event) => event.type === "checkout.session.completed").slice(0, 1)
  return wanted.flatMap((name) => all.find((event) => event.id === name || event.type === name) ?? [])
}

function targetOf(store: StripeStore, url: string | undefined): { url: string; secret: string } | null {
  const [endpoint] = store.endpoints.all()
  const standing = url ?? store.ground.vars.WEBHOOK_URL
  if (standing) return { url: standing, secret: store.endpoints.all().find((one) => one.url === standing)?.secret ?? sandboxWebhookSecret }
  return endpoint ?? null
}
