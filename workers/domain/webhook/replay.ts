import { and, asc, eq, gte, inArray, lte, ne } from "drizzle-orm"
import { z } from "zod"
import { events, webhookDeliveries } from "#schemas/tables/index.ts"
import type { Ctx } from "#workers/context.ts"
import { conflict, invalidField, notFound } from "#workers/errors.ts"
import { operation } from "#workers/operation.ts"
import { insertDelivery, wants } from "./fan-out.ts"
import { loadEndpoint } from "./load.ts"

const mostEvents = 500

const fresh = (ctx: Ctx) => ({ status: "pending" as const, attempts: 0, nextAt: ctx.now(), deliveredAt: null })

/** Sends one delivery again, whatever became of it; the webhook-id stays, so a receiver that has it knows. */
export const replayDelivery = operation({
  name: "webhook.replay",
  about: "Sends one message to its endpoint again, under the same id.",
  scope: "write",
  approval: "none",
  input: z.strictObject({ id: z.string().max(60) }),
  output: z.strictObject({ id: z.string(), queued: z.literal(true) }),
})(async (ctx, { id }) => {
  const [row] = await ctx.db.select().from(webhookDeliveries).where(eq(webhookDeliveries.id, id))
  if (!row) throw notFound("delivery", id)
  const { status } = await loadEndpoint(ctx, row.endpointId)
  if (status === "disabled") throw conflict("The endpoint of this delivery is turned off; turn it on first.")
  await ctx.commit({
    writes: [ctx.db.update(webhookDeliveries).set(fresh(ctx)).where(eq(webhookDeliveries.id, id))],
    audit: { operation: "webhook.replay", subject: row.endpointId, detail: { delivery: id } },
  })
  await ctx.send([id])
  return { id, queued: true as const }
})

/** For an endpoint that was away: every event of a time that it wants, also those from before it was added. */
export const replayRange = operation({
  name: "webhook.replay_range",
  about: `Sends an endpoint the events of a time range again, the oldest first, at most ${mostEvents} a call.`,
  scope: "write",
  approval: "none",
  input: z.strictObject({ id: z.string().max(60), from: z.iso.datetime(), to: z.iso.datetime().optional() }),
  output: z.strictObject({
    queued: z.int(),
    more: z.boolean().describe("there are later events in the range: call again from `until`"),
    until: z.iso.datetime(),
  }),
})(async (ctx, { id, from, to }) => {
  const endpoint = await loadEndpoint(ctx, id)
  if (endpoint.status === "disabled") throw conflict("This endpoint is turned off; turn it on first.")
  const range = { from: new Date(from), to: to ? new Date(to) : ctx.now() }
  if (range.to <= range.from) throw invalidField("to", "Use a time after from.")
  const rows = await ctx.db
    .select()
    .from(events)
    .where(and(gte(events.at, range.from), lte(events.at, range.to)))
    .orderBy(asc(events.at), asc(events.id))
    .limit(mostEvents + 1)
  const page = rows.slice(0, mostEvents)
  const wanted = page.filter(({ type }) => wants(endpoint.types, type))
  for (const event of wanted) await insertDelivery(ctx, endpoint, event)
  const ids = await again(ctx, id, range)
  await ctx.commit({
    audit: { operation: "webhook.replay", subject: id, detail: { from, to: range.to.toISOString(), queued: ids.length } },
  })
  return { queued: ids.length, more: rows.length > mostEvents, until: (page.at(-1)?.at ?? range.to).toISOString() }
})

/** Sets the range's deliveries back and hands all of them to the queue, a hundred at a time. */
async function again(ctx: Ctx, endpointId: string, range: { from: Date; to: Date }): Promise<string[]> {
  const inRange = and(
    eq(webhookDeliveries.endpointId, endpointId),
    gte(webhookDeliveries.eventAt, range.from),
    lte(webhookDeliveries.eventAt, range.to),
    ne(webhookDeliveries.type, "webhook.ping"),
  )
  const rows = await ctx.db
    .select({ id: webhookDeliveries.id })
    .from(webhookDeliveries)
    .where(inRange)
    .orderBy(asc(webhookDeliveries.eventAt))
    .limit(mostEvents)
  const ids = rows.map((row) => row.id)
  for (let n = 0; n < ids.length; n += 90) {
    const some = ids.slice(n, n + 90)
    await ctx.db.update(webhookDeliveries).set(fresh(ctx)).where(inArray(webhookDeliveries.id, some))
    await ctx.send(some)
  }
  return ids
}
