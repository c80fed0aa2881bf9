import { and, asc, eq, gt, inArray, isNotNull, isNull, lte, ne, or, sql } from "drizzle-orm"
import { z } from "zod"
import { carts, orders } from "#schemas/tables/index.ts"
import { MailError } from "#workers/adapters/mail/index.ts"
import type { Ctx } from "#workers/context.ts"
import { LostRace } from "#workers/lib/db.ts"
import { operation } from "#workers/operation.ts"
import { suppressedWhy } from "#workers/window.ts"
import { reminderLetter } from "./letter.ts"
import { reminderLinks } from "./link.ts"
import { remindAfterMs, remindRefusal, remindUntilMs } from "./rules.ts"
import { cartView } from "./view.ts"

type CartRow = typeof carts.$inferSelect
const mostLetters = 100

/**
 * Writes the one letter about each cart whose visitor gave an address, asked to be reminded and left. The letter is claimed before it is
 * sent and goes under the cart's id, so two runs never write twice.
 */
export const remindCarts = operation({
  name: "cart.remind",
  about: "Reminds visitors, who asked for it, once of a cart that they left.",
  scope: "write",
  approval: "none",
  input: z.strictObject({}),
  output: z.strictObject({ sent: z.int(), refused: z.record(z.string(), z.int()) }),
})(async (ctx) => {
  const now = ctx.now().getTime()
  const rows = await ctx.db
    .select()
    .from(carts)
    .where(
      and(
        eq(carts.status, "open"),
        isNotNull(carts.email),
        isNull(carts.remindedAt),
        lte(carts.updatedAt, new Date(now - remindAfterMs)),
        gt(carts.updatedAt, new Date(now - remindUntilMs)),
      ),
    )
    .orderBy(asc(carts.updatedAt))
    .limit(mostLetters)
  const refused: Record<string, number> = {}
  let sent = 0
  for (const row of rows) {
    const why = await remindOne(ctx, row)
    if (why === null) sent++
    else refused[why] = (refused[why] ?? 0) + 1
  }
  return { sent, refused }
})

/** Why no letter went out; null when one did. */
async function remindOne(ctx: Ctx, row: CartRow): Promise<string | null> {
  const cart = await cartView(ctx, row.id)
  const email = row.email ?? ""
  const why = remindRefusal(
    {
      email: row.email,
      asked: row.remindAskedAt,
      reminded: row.remindedAt,
      status: row.status,
      touched: row.updatedAt,
      lines: cart.lines.length,
      bought: await boughtSince(ctx, row),
      suppressed: await suppressedWhy(ctx.db, email),
      wroteLately: await wroteLately(ctx, row),
    },
    ctx.now(),
  )
  if (why !== null) return why
  try {
    await ctx.commit({
      transition: ctx.db
        .update(carts)
        .set({ remindedAt: ctx.now() })
        .where(and(eq(carts.id, row.id), eq(carts.status, "open"), isNull(carts.remindedAt), isNotNull(carts.remindAskedAt))),
      audit: { operation: "cart.remind", subject: row.id, detail: { total: cart.total, lines: cart.lines.length } },
    })
  } catch (error) {
    if (error instanceof LostRace) return "it changed meanwhile"
    throw error
  }
  const links = await reminderLinks(ctx, row.id)
  const letter = reminderLetter(ctx.brand, cart, links, ctx.settings.PUBLIC_URL)
  try {
    await ctx.mail.send({ ...letter, to: email, idempotencyKey: `cart:${row.id}`, kind: "reminder", unsubscribe: links.unsubscribe })
    return null
  } catch (error) {
    // What may pass is tried by the next run; the key keeps a letter that went out after all from being written twice.
    if (!(error instanceof MailError) || error.retryable) await ctx.db.update(carts).set({ remindedAt: null }).where(eq(carts.id, row.id))
    return error instanceof MailError ? "the mail was not taken" : String(error)
  }
}

async function boughtSince(ctx: Ctx, { id, email, createdAt }: CartRow): Promise<boolean> {
  const paying = inArray(orders.status, ["paid", "processing", "refunded", "disputed"])
  const own = or(eq(orders.cartId, id), and(sql`lower(${orders.email}) = ${(email ?? "").toLowerCase()}`, gt(orders.placedAt, createdAt)))
  return (await ctx.db.select({ id: orders.id }).from(orders).where(and(paying, own)).limit(1)).length > 0
}

async function wroteLately(ctx: Ctx, { id, email }: CartRow): Promise<boolean> {
  const since = new Date(ctx.now().getTime() - 86_400_000)
  const same = and(ne(carts.id, id), sql`lower(${carts.email}) = ${(email ?? "").toLowerCase()}`, gt(carts.remindedAt, since))
  return (await ctx.db.select({ id: carts.id }).from(carts).where(same).limit(1)).length > 0
}
