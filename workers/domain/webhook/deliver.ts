import { and, eq, lte } from "drizzle-orm"
import { webhookAttempts, webhookDeliveries, webhookEndpoints } from "#schemas/tables/index.ts"
import type { HookAnswer } from "#workers/adapters/webhooks/index.ts"
import type { Ctx } from "#workers/context.ts"
import type { Write } from "#workers/lib/db.ts"
import { pageOperator } from "#workers/domain/letter/index.ts"
import { loadEndpoint, signingSecrets, type EndpointRow } from "./load.ts"
import { judge, patienceMs, type Verdict } from "./rules.ts"

type DeliveryRow = typeof webhookDeliveries.$inferSelect

/** Longer than an answer may take: until then a claimed delivery belongs to whoever claimed it. */
const claimMs = 60_000
/** Seconds; what waits longer is left to the retry job. */
const queueDelay = 300

export const isDelivery = (id: string): boolean => id.startsWith("whd_")

/**
 * Tries a delivery that is due, once. A crash between sending and writing it down leaves the claim, which runs out, and the message is sent
 * again under the same webhook-id.
 */
export async function deliverWebhook(ctx: Ctx, id: string): Promise<void> {
  const delivery = await claim(ctx, id)
  if (!delivery) return
  const endpoint = await loadEndpoint(ctx, delivery.endpointId)
  const message = { id: delivery.eventId, body: delivery.body, secrets: await signingSecrets(ctx, endpoint), at: ctx.now() }
  const answer = await ctx.hooks.send(endpoint.url, message)
  const verdict = judge(answer.status, delivery.attempts, answer.retryAfter)
  const failingSince = verdict.outcome === "delivered" ? null : (endpoint.failingSince ?? ctx.now())
  const why = whyDisabled(ctx, verdict, failingSince)
  await ctx.commit({
    writes: [attemptWrite(ctx, delivery, answer), deliveryWrite(ctx, delivery, verdict), endpointWrite(ctx, endpoint, failingSince, why)],
    audit: { operation: "webhook.deliver", subject: delivery.id, detail: { n: delivery.attempts, status: answer.status, ...verdict } },
  })
  if (why) await tellOperator(ctx, endpoint, why)
  if (verdict.outcome === "again" && verdict.seconds <= queueDelay) await ctx.send([id], verdict.seconds)
}

/** Whoever moves the row on may send; a second worker finds its time in the future. */
async function claim(ctx: Ctx, id: string): Promise<DeliveryRow | null> {
  const [row] = await ctx.db.select().from(webhookDeliveries).where(eq(webhookDeliveries.id, id))
  if (!row || row.status !== "pending" || row.nextAt > ctx.now()) return null
  const { status } = await loadEndpoint(ctx, row.endpointId)
  if (status === "disabled") return null
  const [claimed] = await ctx.db
    .update(webhookDeliveries)
    .set({ attempts: row.attempts + 1, nextAt: new Date(ctx.now().getTime() + claimMs) })
    .where(
      and(
        eq(webhookDeliveries.id, id),
        eq(webhookDeliveries.status, "pending"),
        eq(webhookDeliveries.attempts, row.attempts),
        lte(webhookDeliveries.nextAt, ctx.now()),
      ),
    )
    .returning()
  return claimed ?? null
}

function whyDisabled(ctx: Ctx, verdict: Verdict, failingSince: Date | null): string | null {
  if (verdict.outcome === "gone") return "It answered 410: it wants no more messages."
  const long = failingSince !== null && ctx.now().getTime() - failingSince.getTime() >= patienceMs
  return verdict.outcome === "exhausted" && long ? `Nothing has arrived there since ${failingSince.toISOString()}.` : null
}

const attemptWrite = (ctx: Ctx, { id, attempts }: DeliveryRow, { status, ms, answer }: HookAnswer): Write =>
  ctx.db.insert(webhookAttempts).values({ id: ctx.id("attempt"), deliveryId: id, n: attempts, status, ms, answer, at: ctx.now() })

function deliveryWrite(ctx: Ctx, { id, attempts }: DeliveryRow, verdict: Verdict): Write {
  const now = ctx.now()
  const change = {
    delivered: { status: "delivered" as const, deliveredAt: now },
    gone: { status: "failed" as const },
    exhausted: { status: "failed" as const },
    again: { nextAt: new Date(now.getTime() + (verdict.outcome === "again" ? verdict.seconds : 0) * 1000) },
  }[verdict.outcome]
  // A replay that came in between has set the attempts back: its wish stands.
  return ctx.db
    .update(webhookDeliveries)
    .set(change)
    .where(and(eq(webhookDeliveries.id, id), eq(webhookDeliveries.attempts, attempts)))
}

const endpointWrite = (ctx: Ctx, { id }: EndpointRow, failingSince: Date | null, why: string | null): Write =>
  ctx.db
    .update(webhookEndpoints)
    .set({ failingSince, ...(why ? { status: "disabled" as const, disabledWhy: why, updatedAt: ctx.now() } : {}) })
    .where(eq(webhookEndpoints.id, id))

/** A mail that cannot be sent does not undo what was decided: the console shows the reason too. */
const tellOperator = (ctx: Ctx, { id, url }: EndpointRow, why: string): Promise<void> =>
  pageOperator(ctx, {
    key: `webhook-off:${id}:${ctx.now().toISOString().slice(0, 10)}`,
    subject: "a webhook endpoint was turned off",
    lines: [`The webhook endpoint ${url} was turned off. ${why}`, "Its log and the button to turn it on again stand on its page."],
    page: `/console/webhooks/${id}`,
  })
