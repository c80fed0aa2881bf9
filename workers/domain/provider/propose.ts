import { and, eq } from "drizzle-orm"
import { z } from "zod"
import { providers } from "#schemas/tables/index.ts"
import { conflict } from "#workers/errors.ts"
import { operation } from "#workers/operation.ts"
import { fileProposal } from "#workers/domain/proposal/index.ts"
import { loadProvider } from "./load.ts"

/** Files a proposal of kind "provider" with the evidence and the adapter's config as data. Nothing is turned on by it. */
export const proposeProvider = operation({
  name: "provider.propose",
  about: "Proposes a provider adapter that a source named; it is adopted only after the contract kit and an operator.",
  scope: "write",
  approval: "none",
  input: z.strictObject({ name: z.string().max(60) }),
  output: z.strictObject({ name: z.string(), proposalId: z.string() }),
})(async (ctx, { name }) => {
  const { title, config, evidence, proposalId } = await loadProvider(ctx, name)
  if (proposalId) return { name, proposalId }
  const id = await fileProposal(
    ctx,
    ctx.actor.id,
    {
      kind: "provider",
      subject: `provider:${name}`,
      summary: `Adopt ${title} as a ${config.kind} provider. ${evidence[0] ?? ""}`,
      diff: [{ target: `provider.${name}`, from: null, to: JSON.stringify(config) }],
      predicted: {
        metric: "models.failure_rate",
        change: 0,
        because: "One more provider on the ladder; nothing changes before it is turned on.",
      },
      killCriterion: "The contract kit turns red.",
      rollback: "Take its address out of the settings.",
    },
    [
      ctx.db
        .update(providers)
        .set({ status: "proposed" })
        .where(and(eq(providers.name, name), eq(providers.status, "found"))),
    ],
  )
  if (!id) throw conflict(`${name} was proposed before, with the same config.`)
  await ctx.commit({
    writes: [ctx.db.update(providers).set({ proposalId: id }).where(eq(providers.name, name))],
    audit: { operation: "provider.propose", subject: `provider:${name}`, detail: { proposalId: id } },
  })
  return { name, proposalId: id }
})
