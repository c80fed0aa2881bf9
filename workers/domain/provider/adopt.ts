import { and, eq } from "drizzle-orm"
import { z } from "zod"
import { proposals, providerChecks, providers } from "#schemas/tables/index.ts"
import { AppError, conflict } from "#workers/errors.ts"
import { LostRace } from "#workers/lib/db.ts"
import { operation } from "#workers/operation.ts"
import { loadProvider } from "./load.ts"

/** A report older than this says little about the server of today. */
const freshMs = 24 * 3_600_000

/** Adopts a provider: an operator, an accepted proposal for just this config, and a green report of the last day. Says what to set to turn it on. */
export const adoptProvider = operation({
  name: "provider.adopt",
  about: "Adopts a provider whose proposal was accepted and whose contract report is green; the operator turns it on by settings.",
  scope: "write",
  approval: "person",
  decision: "provider.adopt",
  input: z.strictObject({ name: z.string().max(60) }),
  output: z.strictObject({ name: z.string(), settings: z.record(z.string(), z.string()) }),
})(async (ctx, { name }) => {
  if (ctx.actor.kind !== "operator") throw new AppError("forbidden", "A provider is adopted by an operator.")
  const { config, proposalId, checkId } = await loadProvider(ctx, name)
  const [asked] = await ctx.db
    .select()
    .from(proposals)
    .where(eq(proposals.id, proposalId ?? ""))
  const [check] = await ctx.db
    .select()
    .from(providerChecks)
    .where(eq(providerChecks.id, checkId ?? ""))
  if (asked?.status !== "accepted") throw conflict(`Its proposal is ${asked?.status ?? "not filed"}; only an accepted one is adopted.`)
  if (asked.diff[0]?.to !== JSON.stringify(config)) throw conflict("Its config is not the one that was voted on.")
  if (!check || ctx.now().getTime() - check.at.getTime() > freshMs)
    throw conflict("It has no contract report of the last day; run the kit first.")
  const failed = check.report.items.filter(({ ok }) => !ok).map(({ name: part, detail }) => `${part}: ${detail}`)
  if (!check.green) throw new AppError("refused_by_policy", `The contract kit is red. ${failed.join("; ")}`)
  try {
    await ctx.commit({
      transition: ctx.db
        .update(proposals)
        .set({ status: "applied", appliedAt: ctx.now() })
        .where(and(eq(proposals.id, asked.id), eq(proposals.status, "accepted"))),
      writes: [
        ctx.db.update(providers).set({ status: "adopted", adoptedBy: ctx.actor.id, adoptedAt: ctx.now() }).where(eq(providers.name, name)),
      ],
      audit: {
        operation: "provider.adopt",
        subject: `provider:${name}`,
        detail: { proposalId: asked.id, checkId: check.id, url: check.url },
      },
    })
  } catch (error) {
    if (error instanceof LostRace) throw conflict("Somebody else adopted it or the proposal moved on.")
    throw error
  }
  return { name, settings: { LOCAL_BASE_URL: check.url } }
})
