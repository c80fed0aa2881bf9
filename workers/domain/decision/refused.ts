import { desc, eq } from "drizzle-orm"
import { z } from "zod"
import { audit } from "#schemas/tables/index.ts"
import type { Ctx } from "#workers/context.ts"
import type { AppError } from "#workers/errors.ts"
import { operation } from "#workers/operation.ts"

/** One subject for all of them, so that the newest are found by the audit's index. */
const subject = "organisation:refused"
const Detail = z.object({
  what: z.string(),
  why: z.string(),
  fields: z.array(z.object({ field: z.string(), message: z.string() })).default([]),
})

/** Keeps that something was asked of the organisation and refused, for people to read. `what`: method and address, or operation and subject. */
export async function keepRefusal(ctx: Ctx, what: string, { message, fields }: AppError): Promise<void> {
  const detail = { what: what.slice(0, 200), why: message.slice(0, 500), fields: fields.slice(0, 10) }
  await ctx.commit({ audit: { operation: "organisation.refuse", subject, detail } })
}

export const listRefused = operation({
  name: "decision.refused",
  about: "Lists what was asked of the organisation and refused, with the reason, newest first.",
  scope: "read",
  approval: "none",
  input: z.strictObject({ limit: z.coerce.number().int().min(1).max(100).default(20) }),
  output: z.strictObject({
    items: z.array(z.strictObject({ id: z.string(), at: z.iso.datetime(), actor: z.string(), ...Detail.shape })),
  }),
})(async (ctx, { limit }) => {
  const rows = await ctx.db.select().from(audit).where(eq(audit.subject, subject)).orderBy(desc(audit.at), desc(audit.id)).limit(limit)
  return { items: rows.map(({ id, at, actor, detail }) => ({ id, at: at.toISOString(), actor, ...Detail.parse(detail) })) }
})
