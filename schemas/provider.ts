import { z } from "zod"
import { ModelRole } from "./models.ts"

/** What a provider adapter needs to know, as data: no code, no secret. An address is null when the source does not say it. */
export const ProviderConfig = z
  .strictObject({
    kind: z.enum(["models", "channel", "posts"]),
    protocol: z.enum(["openai", "documented-api"]),
    base_url: z
      .url({ protocol: /^https?$/ })
      .max(200)
      .nullable(),
    models: z.strictObject({ chat: z.string().max(80).nullable(), embed: z.string().max(80).nullable() }),
    prices: z
      .strictObject({ in: z.number().min(0), out: z.number().min(0) })
      .nullable()
      .describe("US dollars a million tokens"),
    use_for: z.array(ModelRole).max(4),
  })
  .meta({ id: "ProviderConfig" })
export type ProviderConfig = z.infer<typeof ProviderConfig>

export const CheckItem = z.strictObject({
  name: z.string(),
  ok: z.boolean(),
  detail: z.string().describe("what was seen, or what failed"),
  ms: z.int(),
})
export type CheckItem = z.infer<typeof CheckItem>

/** What the contract kit saw of a provider. `green`: nothing failed. */
export const ProviderReport = z
  .strictObject({ url: z.string(), green: z.boolean(), items: z.array(CheckItem), tokens: z.int(), ms: z.int() })
  .meta({ id: "ProviderReport" })
export type ProviderReport = z.infer<typeof ProviderReport>

export const ProviderStatus = z.enum(["found", "proposed", "adopted"])
export type ProviderStatus = z.infer<typeof ProviderStatus>
