import { asc, eq } from "drizzle-orm"
import type { DirectorKey } from "#schemas/org.ts"
import { proposals } from "#schemas/tables/index.ts"
import { accountableFor } from "#seeds/org/index.ts"
import type { Ctx } from "#workers/context.ts"
import { AppError } from "#workers/errors.ts"
import { carriedOut, electorate, kindOf, proposal, settleVotes, votersOf } from "#workers/domain/proposal/index.ts"

/** Proposals that one wake looks at; the rest waits for the next. */
const atOnce = 40

/** Votes where the director has a vote, closes what has run out, and applies what it answers for. Answers what it did, a sentence each. */
export async function actOnProposals(ctx: Ctx, director: DirectorKey): Promise<string[]> {
  const rows = await ctx.db.select().from(proposals).where(eq(proposals.status, "open")).orderBy(asc(proposals.id)).limit(200)
  const did: string[] = []
  const open = rows.filter(({ kind, author }) => electorate(kind, author).includes(director))
  for (const { id, kind, closesAt } of open.slice(0, atOnce)) {
    if (closesAt && closesAt <= ctx.now()) {
      const { status, why } = await settleVotes(ctx, id)
      did.push(`Closed the vote on ${id} (${kind}): ${status}. ${why}`)
    } else if (!(await votersOf(ctx, id)).includes(ctx.actor.id)) did.push(await trying(`Voted on ${id} (${kind})`, () => vote(ctx, id)))
  }
  const mine = await ctx.db.select().from(proposals).where(eq(proposals.status, "accepted")).orderBy(asc(proposals.id)).limit(200)
  for (const { id, kind } of mine
    .filter((row) => carriedOut(row.kind) && accountableFor(kindOf(row.kind).decision) === director)
    .slice(0, atOnce))
    did.push(await trying(`Applied ${id} (${kind})`, () => apply(ctx, id)))
  return did
}

async function vote(ctx: Ctx, id: string): Promise<string> {
  const { choice, reason, status } = await proposal.vote(ctx, { id })
  return `${choice}, now ${status}. ${reason}`
}

async function apply(ctx: Ctx, id: string): Promise<string> {
  const { summary } = await proposal.apply(ctx, { id })
  return summary
}

/** What is refused is told and does not keep the director from the rest. */
async function trying(what: string, act: () => Promise<string>): Promise<string> {
  try {
    return `${what}: ${await act()}`
  } catch (error) {
    if (!(error instanceof AppError)) throw error
    return `${what}, refused: ${error.message}`
  }
}
