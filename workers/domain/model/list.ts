import { gte, sql } from "drizzle-orm"
import { z } from "zod"
import { ModelFacts, ModelRole, Policies, SafeMode } from "#schemas/models.ts"
import { Mode } from "#schemas/status.ts"
import { modelCalls } from "#schemas/tables/index.ts"
import { models as registry } from "#seeds/models.ts"
import type { Ctx } from "#workers/context.ts"
import { operation } from "#workers/operation.ts"
import { retiredNames } from "#workers/adapters/models/index.ts"

const Micros = z.int().describe("millionths of a US dollar")
const Spent = z.strictObject({
  calls: z.int(),
  cached: z.int(),
  similar: z.int(),
  tokensIn: z.int(),
  tokensOut: z.int(),
  costMicros: Micros,
})

export const ModelList = z.strictObject({
  defaults: z.strictObject({ chat: z.string(), embed: z.string(), vision: z.string() }),
  policies: Policies,
  safeModes: z
    .array(z.strictObject({ name: SafeMode, on: z.boolean() }))
    .describe("what is done to texts on their way to a model and back"),
  providers: z.array(
    z.strictObject({
      name: z.string(),
      mode: z.union([Mode, z.literal("off")]).describe("off: nothing in the settings turns it on"),
      model: z.string().nullable().describe("the one that writes"),
      useFor: z.array(ModelRole),
      models: z.array(z.strictObject({ id: z.string(), ...ModelFacts.shape })),
    }),
  ),
  aliases: z.record(z.string(), z.string()),
  warnings: z.array(z.string()),
  budget: z.strictObject({
    day: z.string(),
    capMicros: Micros,
    chargedMicros: Micros,
    heldMicros: Micros.describe("reserved for calls that are running"),
    presumedMicros: Micros.describe("charged in full because nobody said what the call cost"),
    level: z.int().describe("0, 75, 90 or 100: how far the ladder has stepped down"),
  }),
  today: z.array(z.strictObject({ model: z.string(), ...Spent.shape })).describe("by the model that answered, dearest first"),
})

/** The registry with what is turned on, the day's budget and what each model has cost since midnight UTC. */
export const listModels = operation({
  name: "model.list",
  about: "Lists the models, their prices and what they cost today.",
  scope: "read",
  approval: "none",
  input: z.strictObject({}),
  output: ModelList,
})(async (ctx) => {
  const { day, charged, held, presumed, level, caps } = await ctx.spend.view()
  return {
    defaults: registry.defaults,
    policies: registry.policies,
    safeModes: SafeMode.options.map((name) => ({ name, on: ctx.models.safeModes.includes(name) })),
    providers: providerRows(ctx),
    aliases: registry.aliases,
    warnings: retiredNames(ctx.settings),
    budget: { day, capMicros: caps.day, chargedMicros: charged, heldMicros: held, presumedMicros: presumed, level },
    today: await spentToday(ctx),
  }
})

function providerRows(ctx: Ctx) {
  const open = new Map(ctx.models.providers.map((row) => [row.name, row]))
  const listed = Object.entries(registry.providers).map(([name, { models, use_for: useFor }]) => ({
    name,
    mode: open.get(name)?.mode ?? ("off" as const),
    model: open.get(name)?.model ?? null,
    useFor,
    models: models.flatMap((id) => {
      const facts = registry.prices[id]
      return facts ? [{ id, ...facts }] : []
    }),
  }))
  return [...listed, { name: "embedded", mode: "embedded" as const, model: null, useFor: [], models: [] }]
}

async function spentToday(ctx: Ctx) {
  const midnight = new Date(`${ctx.now().toISOString().slice(0, 10)}T00:00:00Z`)
  return ctx.db
    .select({
      model: modelCalls.model,
      calls: sql<number>`count(*)`,
      cached: sql<number>`sum(${modelCalls.cached})`,
      similar: sql<number>`sum(${modelCalls.similar})`,
      tokensIn: sql<number>`sum(${modelCalls.tokensIn})`,
      tokensOut: sql<number>`sum(${modelCalls.tokensOut})`,
      costMicros: sql<number>`sum(${modelCalls.costMicros})`,
    })
    .from(modelCalls)
    .where(gte(modelCalls.at, midnight))
    .groupBy(modelCalls.model)
    .orderBy(sql`sum(${modelCalls.costMicros}) DESC, count(*) DESC`)
}
