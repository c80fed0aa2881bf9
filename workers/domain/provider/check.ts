import { eq } from "drizzle-orm"
import { z } from "zod"
import { ProviderReport } from "#schemas/provider.ts"
import { providerChecks, providers } from "#schemas/tables/index.ts"
import { candidate, checkCandidate } from "#workers/adapters/models/contract-kit.ts"
import { AppError } from "#workers/errors.ts"
import { operation } from "#workers/operation.ts"
import { loadProvider } from "./load.ts"

/** Runs the contract kit against an address that an operator names, and keeps the report. Only a person sends requests to a new address. */
export const checkProvider = operation({
  name: "provider.check",
  about: "Runs the contract kit against a provider's OpenAI-compatible address and keeps the report.",
  scope: "spend",
  approval: "person",
  decision: "provider.adopt",
  input: z.strictObject({
    name: z.string().max(60),
    url: z.url({ protocol: /^https?$/ }).max(200),
    model: z.string().min(1).max(80),
    embedModel: z.string().max(80).optional(),
  }),
  output: z.strictObject({ checkId: z.string(), report: ProviderReport }),
})(async (ctx, { name, url, model, embedModel }) => {
  if (ctx.actor.kind !== "operator") throw new AppError("forbidden", "The contract kit is run by an operator.")
  await loadProvider(ctx, name)
  const asked = candidate(url, model, embedModel || null, "none", (input, init) => fetch(input, init))
  const report = await checkCandidate(asked)
  const checkId = ctx.id("check")
  await ctx.commit({
    writes: [
      ctx.db
        .insert(providerChecks)
        .values({ id: checkId, provider: name, url, green: report.green, report, by: ctx.actor.id, at: ctx.now() }),
      ctx.db.update(providers).set({ checkId }).where(eq(providers.name, name)),
    ],
    audit: { operation: "provider.check", subject: `provider:${name}`, detail: { checkId, url, green: report.green } },
  })
  return { checkId, report }
})
