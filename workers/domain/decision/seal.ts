import { asc, desc, eq, isNull } from "drizzle-orm"
import { z } from "zod"
import { decisionLinks, decisions } from "#schemas/tables/index.ts"
import { mentions } from "#workers/lib/db.ts"
import { operation } from "#workers/operation.ts"
import { genesis, linkHash } from "./link.ts"

const atOnce = 50

/**
 * Appends to the chain what has been decided since. Decisions are logged without waiting for one another; the chain has one end,
 * so its numbers are unique and whoever comes second begins again from the new end.
 */
export const sealDecisions = operation({
  name: "decision.seal",
  about: "Chains the newest decisions, so that a later change of any of them shows.",
  scope: "write",
  approval: "none",
  input: z.strictObject({}),
  output: z.strictObject({ sealed: z.int() }),
})(async (ctx) => {
  let sealed = 0
  for (let collisions = 0; collisions < 20;) {
    const [end] = await ctx.db.select().from(decisionLinks).orderBy(desc(decisionLinks.seq)).limit(1)
    const open = await ctx.db
      .select({ row: decisions })
      .from(decisions)
      .leftJoin(decisionLinks, eq(decisionLinks.decisionId, decisions.id))
      .where(isNull(decisionLinks.seq))
      .orderBy(asc(decisions.id))
      .limit(atOnce)
    let [seq, prev] = [end?.seq ?? 0, end?.hash ?? genesis]
    const links = []
    for (const { row } of open) {
      const hash = await linkHash(prev, row)
      links.push({ seq: ++seq, decisionId: row.id, prev, hash, at: ctx.now() })
      prev = hash
    }
    // D1 takes a hundred values a statement.
    const [first, ...rest] = chunks(links, 20).map((part) => ctx.db.insert(decisionLinks).values(part))
    if (!first) return { sealed }
    try {
      await ctx.db.batch([first, ...rest])
      sealed += links.length
    } catch (error) {
      if (!mentions(error, "UNIQUE")) throw error
      collisions++
    }
  }
  return { sealed }
})

const chunks = <T>(list: T[], size: number): T[][] =>
  Array.from({ length: Math.ceil(list.length / size) }, (_, n) => list.slice(n * size, (n + 1) * size))
