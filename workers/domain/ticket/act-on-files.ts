import { and, eq } from "drizzle-orm"
import { entitlements } from "#schemas/tables/index.ts"
import { fillMacro } from "#seeds/macros.ts"
import type { Ctx } from "#workers/context.ts"
import type { Write } from "#workers/lib/db.ts"
import { series } from "#workers/lib/text.ts"
import { addReply } from "./add-reply.ts"
import type { FileReport } from "./check-files.ts"
import { loadTicket, type TicketRow } from "./load.ts"
import { programsFor } from "./rules/programs.ts"
import { letterValues, ownOrder } from "./values.ts"

const letters = { "fresh-copy": "damaged-file", "right-file": "wrong-file" } as const

/** Sends the letter about files that were checked; the buyer's right moves to the later edition first where that is the right file. The question goes on waiting for its person. */
export async function actOnFiles(
  ctx: Ctx,
  row: TicketRow,
  act: keyof typeof letters,
  { files, newer }: FileReport,
  writes: Write[],
): Promise<void> {
  if (row.orderId === null) return
  const names = act === "right-file" ? newer.flatMap((one) => one.names) : files.map(({ name }) => name)
  const moved = newer.map(({ entitlementId, draftId }) =>
    ctx.db
      .update(entitlements)
      .set({ draftId })
      .where(and(eq(entitlements.id, entitlementId), eq(entitlements.status, "active"))),
  )
  const values = await letterValues(ctx, { id: row.id, order: await ownOrder(ctx, row.orderId), vault: {} })
  // A kind of file that is not known opens, as far as the shop can say, in what made it.
  const programs = programsFor(names) || "the program that you use for such files"
  const words = fillMacro(letters[act], { ...values, file: series(names), programs })
  // Whoever answered while the files were read has the word; one that answers from here on takes the place in the thread.
  const { ticket, replies } = await loadTicket(ctx, row.id)
  if (ticket.status !== "waiting") return
  // The same question gets this letter once, whoever triages at the same time.
  const id = `rpl_${row.id.slice(row.id.indexOf("_") + 1)}`
  const given = { id, position: replies.length + 1, letter: letters[act], ...words, status: "waiting" as const }
  await addReply(ctx, ticket, given, [...writes, ...(act === "right-file" ? moved : [])])
}
