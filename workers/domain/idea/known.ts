import { eq, inArray, ne, and, sql } from "drizzle-orm"
import { sourceEntries } from "#schemas/tables/idea.ts"
import type { Ctx } from "#workers/context.ts"
import type { Write } from "#workers/lib/db.ts"
import { tells, type Row } from "./rules/entries.ts"

/** One bound value may have two megabytes; so many rows stay well below. */
const atOnce = 4000

/** The rows of a source as its last revision had them. */
export async function rowsOfOrigin(ctx: Ctx, origin: string): Promise<Map<string, Row>> {
  const rows = await ctx.db.select().from(sourceEntries).where(eq(sourceEntries.origin, origin))
  return new Map(rows.map(({ key, hash, section }) => [key, { key, hash, section }]))
}

/** Which of these keys another source has said before, and which source. */
export async function saidElsewhere(ctx: Ctx, origin: string, keys: readonly string[]): Promise<Map<string, string>> {
  const said = new Map<string, string>()
  const telling = keys.filter(tells)
  for (let at = 0; at < telling.length; at += atOnce) {
    const wanted = JSON.stringify(telling.slice(at, at + atOnce))
    const rows = await ctx.db
      .select({ key: sourceEntries.key, origin: sourceEntries.origin })
      .from(sourceEntries)
      .where(and(inArray(sourceEntries.key, sql`(SELECT value FROM json_each(${wanted}))`), ne(sourceEntries.origin, origin)))
    for (const { key, origin: other } of rows) said.set(key, other)
  }
  return said
}

/** The rows of an origin as they are from now on: in place of what was there. */
export function entryWrites(ctx: Ctx, origin: string, rows: ReadonlyMap<string, Row>): Write[] {
  const all = [...rows.values()]
  const writes: Write[] = [ctx.db.delete(sourceEntries).where(eq(sourceEntries.origin, origin))]
  for (let at = 0; at < all.length; at += atOnce)
    writes.push(
      ctx.db.insert(sourceEntries).select(sql`
        SELECT ${origin}, json_extract(value, '$.key'), json_extract(value, '$.hash'), json_extract(value, '$.section')
        FROM json_each(${JSON.stringify(all.slice(at, at + atOnce))})`),
    )
  return writes
}
