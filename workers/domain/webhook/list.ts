import { desc, eq, inArray, and, lt, lte } from "drizzle-orm"
import { z } from "zod"
import { webhookAttempts, webhookDeliveries, webhookEndpoints } from "#schemas/tables/index.ts"
import { WebhookDelivery, WebhookEndpoint } from "#schemas/webhook.ts"
import type { Ctx } from "#workers/context.ts"
import { pageOf } from "#workers/lib/cursor.ts"
import { operation } from "#workers/operation.ts"
import { loadEndpoint, viewEndpoint } from "./load.ts"

export const listEndpoints = operation({
  name: "webhook.list",
  about: "Lists the addresses that are sent the shop's events; never their secrets.",
  scope: "read",
  approval: "none",
  input: z.strictObject({}),
  output: z.strictObject({ items: z.array(WebhookEndpoint) }),
})(async (ctx) => {
  const rows = await ctx.db.select().from(webhookEndpoints).orderBy(desc(webhookEndpoints.id))
  return { items: rows.map(viewEndpoint) }
})

/** What was sent to an endpoint and what it answered, newest first. */
export const listDeliveries = operation({
  name: "webhook.log",
  about: "Reads an endpoint's delivery log: each attempt with status, time and the beginning of the answer.",
  scope: "read",
  approval: "none",
  input: z.strictObject({
    id: z.string().max(60),
    status: WebhookDelivery.shape.status.optional(),
    cursor: z.string().max(60).optional(),
    limit: z.coerce.number().int().min(1).max(50).default(20),
  }),
  output: z.strictObject({ endpoint: WebhookEndpoint, items: z.array(WebhookDelivery), nextCursor: z.string().nullable() }),
})(async (ctx, { id, status, cursor, limit }) => {
  const endpoint = viewEndpoint(await loadEndpoint(ctx, id))
  const rows = await ctx.db
    .select()
    .from(webhookDeliveries)
    .where(
      and(
        eq(webhookDeliveries.endpointId, id),
        status ? eq(webhookDeliveries.status, status) : undefined,
        cursor ? lt(webhookDeliveries.id, cursor) : undefined,
      ),
    )
    .orderBy(desc(webhookDeliveries.id))
    .limit(limit + 1)
  const log = await attemptsOf(ctx, rows)
  return { endpoint, ...pageOf(rows, limit, (row) => viewDelivery(row, log)) }
})

type DeliveryRow = typeof webhookDeliveries.$inferSelect
type AttemptRow = typeof webhookAttempts.$inferSelect

async function attemptsOf(ctx: Ctx, rows: DeliveryRow[]): Promise<AttemptRow[]> {
  if (rows.length === 0) return []
  const ids = rows.map(({ id }) => id)
  return ctx.db.select().from(webhookAttempts).where(inArray(webhookAttempts.deliveryId, ids)).orderBy(webhookAttempts.id)
}

const viewDelivery = ({ id, endpointId, eventId, type, status, attempts, ...row }: DeliveryRow, log: AttemptRow[]): WebhookDelivery => ({
  id,
  endpointId,
  eventId,
  type,
  status,
  attempts,
  nextAt: status === "pending" ? row.nextAt.toISOString() : null,
  createdAt: row.createdAt.toISOString(),
  deliveredAt: row.deliveredAt?.toISOString() ?? null,
  log: log
    .filter(({ deliveryId }) => deliveryId === id)
    .map((attempt) => ({ n: attempt.n, status: attempt.status, ms: attempt.ms, answer: attempt.answer, at: attempt.at.toISOString() })),
})

/** Deliveries whose time has come, to endpoints that are on; the oldest first. */
export async function dueDeliveries(ctx: Ctx, limit: number): Promise<string[]> {
  const rows = await ctx.db
    .select({ id: webhookDeliveries.id })
    .from(webhookDeliveries)
    .innerJoin(webhookEndpoints, eq(webhookEndpoints.id, webhookDeliveries.endpointId))
    .where(and(eq(webhookDeliveries.status, "pending"), eq(webhookEndpoints.status, "active"), lte(webhookDeliveries.nextAt, ctx.now())))
    .orderBy(webhookDeliveries.nextAt)
    .limit(limit)
  return rows.map(({ id }) => id)
}
