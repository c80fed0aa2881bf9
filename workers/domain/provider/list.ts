import { asc, eq } from "drizzle-orm"
import { z } from "zod"
import { ProviderConfig, ProviderReport, ProviderStatus } from "#schemas/provider.ts"
import { providerChecks, providers } from "#schemas/tables/index.ts"
import { operation } from "#workers/operation.ts"

export const ProviderView = z
  .strictObject({
    name: z.string(),
    title: z.string(),
    status: ProviderStatus,
    config: ProviderConfig,
    evidence: z.array(z.string()),
    proposalId: z.string().nullable(),
    checkId: z.string().nullable(),
    report: ProviderReport.nullable().describe("what the contract kit saw last"),
    checkedAt: z.iso.datetime().nullable(),
    adoptedAt: z.iso.datetime().nullable(),
  })
  .meta({ id: "Provider" })
export type ProviderView = z.infer<typeof ProviderView>

/** Every provider that a source named, by name, with what the contract kit saw of it last: two hundred at most. */
export const listProviders = operation({
  name: "provider.list",
  about: "Lists the provider adapters that sources named, with their evidence, state and last contract report.",
  scope: "read",
  approval: "none",
  input: z.strictObject({}),
  output: z.strictObject({ items: z.array(ProviderView) }),
})(async (ctx) => {
  const rows = await ctx.db
    .select({ one: providers, report: providerChecks.report, at: providerChecks.at })
    .from(providers)
    .leftJoin(providerChecks, eq(providerChecks.id, providers.checkId))
    .orderBy(asc(providers.name))
    .limit(200)
  const items = rows.map(({ one: { createdAt: _createdAt, adoptedBy: _adoptedBy, adoptedAt, ...row }, report, at }) => ({
    ...row,
    report,
    checkedAt: at?.toISOString() ?? null,
    adoptedAt: adoptedAt?.toISOString() ?? null,
  }))
  return { items }
})
