import { operatorLetters } from "#schemas/tables/index.ts"
import type { Ctx } from "#workers/context.ts"
import type { Write } from "#workers/lib/db.ts"
import { sendLetter } from "./send.ts"

/** `key` says what it is about: one thing is told once. `page` is the console's page where something can be done about it. */
export type Letter = { key: string; subject: string; lines: string[]; page: string }

/** The row of a letter to the operator; it belongs into the commit that it tells of. A key that was written before changes nothing. */
export function letterWrite(ctx: Ctx, { key, subject, lines, page }: Letter): Write {
  const text = [...lines, `Console: ${ctx.settings.PUBLIC_URL}${page}`].join("\n\n")
  return ctx.db.insert(operatorLetters).values({ key, subject, text, at: ctx.now(), dueAt: ctx.now() }).onConflictDoNothing()
}

/** Tells the operator by mail, once a key. Never throws: the console shows the same words, and a letter that was written is sent again. */
export async function pageOperator(ctx: Ctx, letter: Letter): Promise<void> {
  try {
    await ctx.db.batch([letterWrite(ctx, letter)])
    await sendLetter(ctx, letter.key)
  } catch (error) {
    ctx.log("operator.unpaged", { key: letter.key, error: String(error) })
  }
}
