import { asc, eq } from "drizzle-orm"
import type { ProposalDiff } from "#schemas/proposal.ts"
import { products, proposals, votes } from "#schemas/tables/index.ts"
import type { Ctx } from "#workers/context.ts"
import { notFound } from "#workers/errors.ts"
import { canonical, sha256 } from "#workers/lib/hash.ts"
import { flagSetting } from "#workers/domain/flag/index.ts"
import type { ProposalRow } from "./list.ts"

export async function loadProposal(ctx: Ctx, id: string): Promise<ProposalRow> {
  const [row] = await ctx.db.select().from(proposals).where(eq(proposals.id, id))
  if (!row) throw notFound("proposal", id)
  return row
}

export const votesOn = (ctx: Ctx, id: string) =>
  ctx.db.select().from(votes).where(eq(votes.proposalId, id)).orderBy(asc(votes.at), asc(votes.voter))

export const votersOf = async (ctx: Ctx, id: string): Promise<string[]> => (await votesOn(ctx, id)).map(({ voter }) => voter)

export const hashOf = (diff: ProposalDiff[]): Promise<string> => sha256(canonical(diff))

/** What stands at each target of a diff now. Throws for a target that code cannot read. */
export async function liveValues(ctx: Ctx, subject: string, diff: ProposalDiff[]): Promise<Record<string, unknown>> {
  const values = await Promise.all(diff.map(async ({ target }) => [target, await liveValue(ctx, subject, target)] as const))
  return Object.fromEntries(values)
}

async function liveValue(ctx: Ctx, subject: string, target: string): Promise<unknown> {
  const [area = "", ...rest] = target.split(".")
  const name = rest.join(".")
  if (area === "flag") return flagSetting(ctx, name)
  if (area === "budget") return flagSetting(ctx, target)
  // What is to be made is not there before.
  if (target === "brief.new") return null
  const [product] = await ctx.db.select().from(products).where(eq(products.id, subject))
  if (!product) throw notFound("product", subject)
  if (target === "experiment.title") return product.title
  const { priceAmount: price, coverAsset: cover, title, live } = product
  const fields: Record<string, unknown> = { ...product.draft?.copy, price, title, live, cover }
  if (area !== "product" || !(name in fields)) throw new Error(`Code does not know how to read "${target}".`)
  return fields[name]
}

/** The targets whose live value is not the wanted one, in words. */
export function movedFrom(diff: ProposalDiff[], live: Record<string, unknown>, side: "from" | "to"): string[] {
  return diff
    .filter((one) => canonical(live[one.target] ?? null) !== canonical(one[side] ?? null))
    .map((one) => `${one.target} is ${JSON.stringify(live[one.target])}, not ${JSON.stringify(one[side])}`)
}
