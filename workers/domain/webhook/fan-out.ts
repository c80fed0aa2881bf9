import { and, eq, inArray } from "drizzle-orm"
import { webhookDeliveries, webhookEndpoints } from "#schemas/tables/index.ts"
import type { Ctx } from "#workers/context.ts"
import { cloudEvent, type EventRow } from "#workers/domain/event/index.ts"
import type { EndpointRow } from "./load.ts"

/** One delivery an endpoint that wants this event; called twice it makes nothing new. What was not sent to the queue is swept up by the retry job. */
export async function fanOut(ctx: Ctx, event: EventRow): Promise<string[]> {
  const endpoints = await ctx.db.select().from(webhookEndpoints).where(eq(webhookEndpoints.status, "active"))
  const wanting = endpoints.filter(({ types }) => wants(types, event.type))
  if (wanting.length === 0) return []
  for (const endpoint of wanting) await insertDelivery(ctx, endpoint, event)
  const ids = wanting.map(({ id }) => id)
  const rows = await ctx.db
    .select({ id: webhookDeliveries.id })
    .from(webhookDeliveries)
    .where(
      and(eq(webhookDeliveries.eventId, event.id), inArray(webhookDeliveries.endpointId, ids), eq(webhookDeliveries.status, "pending")),
    )
  const due = rows.map(({ id }) => id)
  await ctx.send(due)
  return due
}

export const wants = (types: string[], type: string): boolean => types.length === 0 || types.includes(type)

/** The delivery of an event that happened, as bytes that stay the same on every attempt. */
export async function insertDelivery(ctx: Ctx, endpoint: Pick<EndpointRow, "id">, event: EventRow): Promise<void> {
  await ctx.db
    .insert(webhookDeliveries)
    .values({
      id: ctx.id("delivery"),
      endpointId: endpoint.id,
      eventId: event.id,
      type: event.type,
      body: JSON.stringify(cloudEvent(ctx, event)),
      status: "pending",
      nextAt: ctx.now(),
      eventAt: event.at,
      createdAt: ctx.now(),
    })
    .onConflictDoNothing()
}
