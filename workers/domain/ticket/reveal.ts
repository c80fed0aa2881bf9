import { eq } from "drizzle-orm"
import { z } from "zod"
import { tickets } from "#schemas/tables/index.ts"
import { notFound } from "#workers/errors.ts"
import { openVault, restore } from "#workers/lib/safe/pii/index.ts"
import { operation } from "#workers/operation.ts"

/** The question as it was asked, for the person who answers it. Who looked is kept in the audit; what was seen is not. */
export const revealTicket = operation({
  name: "ticket.reveal",
  about: "Shows a question with the personal data that the shop keeps sealed; the look is recorded.",
  scope: "write",
  approval: "person",
  input: z.strictObject({ id: z.string().max(60) }),
  output: z.strictObject({ id: z.string(), question: z.string() }),
})(async (ctx, { id }) => {
  const [row] = await ctx.db.select({ question: tickets.question, vault: tickets.vault }).from(tickets).where(eq(tickets.id, id))
  if (!row) throw notFound("ticket", id)
  const question = row.vault === null ? row.question : restore(row.question, await openVault(row.vault, await ctx.secret()))
  await ctx.commit({ audit: { operation: "ticket.reveal", subject: id, detail: { sealed: row.vault !== null } } })
  return { id, question }
})
