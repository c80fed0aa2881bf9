import { asc } from "drizzle-orm"
import { decisions, ledgerEntries, ledgerPostings } from "#schemas/tables/index.ts"
import type { Ctx } from "#workers/context.ts"
import { canonical, sha256 } from "#workers/lib/hash.ts"

const day = (at: Date) => at.toISOString().slice(0, 10)

/** What happened in the books, without ids: day, account, amount, currency and kind of every posting, sorted. */
export async function ledgerHash(ctx: Ctx): Promise<string> {
  const [entries, postings] = await Promise.all([ctx.db.select().from(ledgerEntries), ctx.db.select().from(ledgerPostings)])
  const kinds = new Map(entries.map(({ id, source, at }) => [id, `${day(at)} ${source}`]))
  const lines = postings.map(({ entryId, account, amount, currency }) => `${kinds.get(entryId)} ${account} ${amount} ${currency}`)
  return sha256(lines.toSorted().join("\n"))
}

/** Ids name rows and mean nothing; in what is hashed each stands for its noun only. */
const withoutIds = (text: string) => text.replaceAll(/\b([a-z]{3})_[0-9A-HJKMNP-TV-Z]{26}\b/g, "$1")

/** What the organisation decided, in its order: day, agent, rule and version, input and output. */
export async function decisionHash(ctx: Ctx): Promise<string> {
  const rows = await ctx.db.select().from(decisions).orderBy(asc(decisions.id))
  const lines = rows.map(({ at, agent, decision, rule, version, input, output }) =>
    withoutIds(canonical([day(at), agent, decision, rule, version, input, output])),
  )
  return sha256(lines.join("\n"))
}
