import { and, desc, eq, isNotNull } from "drizzle-orm"
import type { Passing, ProposalDiff, ProposalKind } from "#schemas/proposal.ts"
import { proposals } from "#schemas/tables/index.ts"
import { votePolicy } from "#seeds/policies/index.ts"
import type { Ctx } from "#workers/context.ts"
import { goalStates } from "#workers/domain/goal/index.ts"
import { refusalsOf } from "./guard.ts"
import type { ProposalRow } from "./list.ts"

type Change = { subject: string; kind: ProposalKind; diffHash: string; diff: ProposalDiff[] }

/** Why the same change, refused for a reason that passes, is still not to be drafted; null when it never was or the reason has gone. */
export async function stillRefused(ctx: Ctx, { subject, kind, diffHash }: Change): Promise<string | null> {
  const same = and(eq(proposals.subject, subject), eq(proposals.kind, kind), eq(proposals.diffHash, diffHash), isNotNull(proposals.passing))
  const [last] = await ctx.db.select().from(proposals).where(same).orderBy(desc(proposals.id)).limit(1)
  for (const reason of last?.passing ?? []) {
    const stands = last ? await standing(ctx, last, reason) : null
    if (stands) return stands
  }
  return null
}

async function standing(ctx: Ctx, row: ProposalRow, reason: Passing): Promise<string | null> {
  if (reason.by === "guard") return (await refusalsOf(ctx, row)).refusals[0] ?? null
  if (reason.by === "time") return ctx.now() < new Date(reason.until) ? `It is not voted on again before ${reason.until}.` : null
  const now = (await goalStates(ctx, reason.director))[reason.goal]
  return now === reason.state ? `${reason.director}'s goal ${reason.goal} is ${now}.` : null
}

/** A reason that passes by itself, after the days of the policy. */
export const laterAgain = (ctx: Ctx, days = votePolicy.againDays): Passing[] => [
  { by: "time", until: new Date(ctx.now().getTime() + days * 86_400_000).toISOString() },
]
