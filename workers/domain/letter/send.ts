import { and, asc, eq, isNull, lt, lte, sql } from "drizzle-orm"
import { operatorLetters } from "#schemas/tables/index.ts"
import type { Ctx } from "#workers/context.ts"

/** A sender that has not come back after this long has died; the mail provider knows the key of what it sent. */
const claimMs = 5 * 60_000
/** An old letter is tried at ever longer intervals, so that so many attempts last for more than a week. */
const mostAttempts = 50
const longestMs = 6 * 3_600_000

/**
 * Sends one letter when it is due and nobody else is sending it. It is marked as sent afterwards, so that a crash loses none; what comes of
 * a failure is a later attempt under the same key.
 */
export async function sendLetter(ctx: Ctx, key: string): Promise<boolean> {
  const now = ctx.now()
  const later = sql`${now.getTime()} + max(${claimMs}, min(${longestMs}, (${now.getTime()} - ${operatorLetters.at}) / 4))`
  const [letter] = await ctx.db
    .update(operatorLetters)
    .set({ attempts: sql`${operatorLetters.attempts} + 1`, dueAt: later })
    .where(and(eq(operatorLetters.key, key), isNull(operatorLetters.sentAt), lte(operatorLetters.dueAt, now)))
    .returning()
  if (!letter) return false
  const { subject, text } = letter
  const html = `<!doctype html><html lang="en"><body>${text.split("\n\n").map(paragraph).join("")}</body></html>`
  const to = ctx.settings.OPERATOR_EMAIL ?? ctx.brand.supportEmail
  const unsent = await ctx.mail
    .send({ to, subject: `${ctx.brand.name}: ${subject}`, text, html, idempotencyKey: key, kind: "notice" })
    .then(() => null, String)
  if (unsent) ctx.log("operator.unpaged", { key, error: unsent })
  await ctx.db
    .update(operatorLetters)
    .set({ error: unsent, ...(unsent ? {} : { sentAt: ctx.now() }) })
    .where(eq(operatorLetters.key, key))
  return unsent === null
}

const paragraph = (text: string) => `<p>${text.replaceAll("&", "&amp;").replaceAll("<", "&lt;").replaceAll("\n", "<br>")}</p>`

/** Sends what was written and has not been taken yet; answers how many went. */
export async function sendLetters(ctx: Ctx): Promise<number> {
  const due = await ctx.db
    .select({ key: operatorLetters.key })
    .from(operatorLetters)
    .where(and(isNull(operatorLetters.sentAt), lte(operatorLetters.dueAt, ctx.now()), lt(operatorLetters.attempts, mostAttempts)))
    .orderBy(asc(operatorLetters.dueAt))
    .limit(20)
  let sent = 0
  for (const { key } of due) sent += (await sendLetter(ctx, key)) ? 1 : 0
  return sent
}
