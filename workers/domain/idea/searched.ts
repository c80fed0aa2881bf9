import { eq, sql } from "drizzle-orm"
import { searchDays } from "#schemas/tables/idea.ts"
import type { Ctx } from "#workers/context.ts"
import { findPersonal } from "#workers/lib/safe/pii/index.ts"
import { wordsOf } from "#workers/lib/text.ts"

const mostWords = 8
const mostADay = 5000

/** A query as it may be counted: words without order numbers, addresses or names of people; null for what may not be kept at all. */
export function countable(query: string): string | null {
  const words = wordsOf(query)
  const personal = findPersonal(query).length > 0 || /\d{5}|@|:\/\//.test(query)
  const normal = words.join(" ").slice(0, 80)
  return personal || words.length > mostWords || normal.length < 3 ? null : normal
}

/**
 * Counts a search by day and words. A counter and nobody's trace: one statement without an audit entry, which never fails the search that it
 * counts. So many queries a day and no more, or a crawler would fill the table.
 */
export async function countSearch(ctx: Ctx, query: string, results: number): Promise<void> {
  const said = countable(query)
  if (said === null) return
  const day = ctx.now().toISOString().slice(0, 10)
  try {
    if ((await ctx.db.$count(searchDays, eq(searchDays.day, day))) >= mostADay) return
    await ctx.db
      .insert(searchDays)
      .values({ day, query: said, count: 1, results })
      .onConflictDoUpdate({ target: [searchDays.day, searchDays.query], set: { count: sql`${searchDays.count} + 1`, results } })
  } catch (error) {
    ctx.log("search.uncounted", { error: String(error) })
  }
}
