import { asc } from "drizzle-orm"
import { z } from "zod"
import { ProviderConfig, ProviderStatus } from "#schemas/provider.ts"
import { providers } from "#schemas/tables/index.ts"
import { operation } from "#workers/operation.ts"

export const listProviders = operation({
  name: "provider.list",
  about: "Lists the provider adapters that sources named, with their evidence and state.",
  scope: "read",
  approval: "none",
  input: z.strictObject({}),
  output: z.strictObject({
    items: z.array(
      z.strictObject({
        name: z.string(),
        title: z.string(),
        status: ProviderStatus,
        config: ProviderConfig,
        evidence: z.array(z.string()),
        proposalId: z.string().nullable(),
        checkId: z.string().nullable(),
      }),
    ),
  }),
})(async (ctx) => {
  const rows = await ctx.db.select().from(providers).orderBy(asc(providers.name)).limit(200)
  const items = rows.map(({ name, title, status, config, evidence, proposalId, checkId }) => ({
    name,
    title,
    status,
    config,
    evidence,
    proposalId,
    checkId,
  }))
  return { items }
})
