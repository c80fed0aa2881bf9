import { desc, eq, lt, and } from "drizzle-orm"
import { z } from "zod"
import { mails } from "#schemas/tables/index.ts"
import { pageOf } from "#workers/lib/cursor.ts"
import { operation } from "#workers/operation.ts"

export const MailView = z.strictObject({
  id: z.string(),
  to: z.string(),
  subject: z.string(),
  text: z.string(),
  createdAt: z.iso.datetime(),
})

export const listMails = operation({
  name: "mail.list",
  about: "Reads the letters that the embedded outbox keeps instead of sending.",
  scope: "read",
  approval: "none",
  input: z.strictObject({
    to: z.email().optional(),
    cursor: z.string().max(60).optional(),
    limit: z.coerce.number().int().min(1).max(100).default(20),
  }),
  output: z.strictObject({ items: z.array(MailView), nextCursor: z.string().nullable() }),
})(async (ctx, { to, cursor, limit }) => {
  const rows = await ctx.db
    .select()
    .from(mails)
    .where(and(to ? eq(mails.to, to) : undefined, cursor ? lt(mails.id, cursor) : undefined))
    .orderBy(desc(mails.id))
    .limit(limit + 1)
  return pageOf(rows, limit, ({ id, to: address, subject, text, createdAt }) => ({
    id,
    to: address,
    subject,
    text,
    createdAt: createdAt.toISOString(),
  }))
})
