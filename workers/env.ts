import { z } from "zod"
import type { DrillReport } from "#schemas/backup.ts"
import type { BoardState, ProductNews } from "#schemas/agent.ts"
import type { Mind, WakeCause } from "#schemas/director.ts"
import type { DirectorKey } from "#schemas/org.ts"
import type { TreasuryDoor } from "./lib/treasury.ts"
import type { EmailBinding } from "./adapters/mail/index.ts"
import { modelsEnv } from "./adapters/models/env.ts"
import { adapterEnv } from "./adapters/env.ts"
import { searchEnv } from "./adapters/search/index.ts"

/** What others may call on a product's agent. */
export type ProductEars = Rpc.DurableObjectBranded & { hear(productId: string, news: ProductNews): Promise<void> }
/** What others may call on a director. */
export type DirectorEars = Rpc.DurableObjectBranded & {
  place(productId: string, entry: BoardState["products"][string]): Promise<void>
  /** `at`: the time of a clock that is not the world's, else null. */
  wake(director: DirectorKey, cause: WakeCause, at: string | null): Promise<string[]>
  mind(): Promise<Mind | null>
}

/** What others may call on the scratch database. */
export type ScratchDoor = Rpc.DurableObjectBranded & { rehearse(): Promise<DrillReport> }

/** What wrangler.toml binds. workers/test/architecture.node.test.ts holds both lists against each other. */
export type Bindings = {
  ASSETS: Fetcher
  DB: D1Database
  FILES: R2Bucket
  EVENTS: Queue<{ id: string }>
  PIPELINE: Workflow<{ jobId: string }>
  ProductAgent: DurableObjectNamespace<ProductEars>
  DirectorAgent: DurableObjectNamespace<DirectorEars>
  Treasury: DurableObjectNamespace<TreasuryDoor>
  Scratch: DurableObjectNamespace<ScratchDoor>
  VECTORIZE: Vectorize
  AI: Ai
  /** Only where `send_email` is bound; see wrangler.toml. */
  EMAIL?: EmailBinding
  SHOPPER_LIMIT: RateLimit
  WRITE_LIMIT: RateLimit
}

const own = z.object({
  PUBLIC_URL: z
    .url()
    .default("http://localhost:8787")
    .transform((url) => url.replace(/\/$/, ""))
    .describe("where shoppers reach the shop"),
  SANDBOX_URL: z
    .url()
    .default("http://localhost:8788")
    .transform((url) => url.replace(/\/$/, ""))
    .describe("the stand-in for vendors whose keys are not set"),
  OWNER_KEY_HASH: z
    .string()
    .regex(/^[0-9a-f]{64}$/, "Use the SHA-256 of the owner's key as 64 hex digits (npm start makes one).")
    .optional()
    .describe("SHA-256 of the owner's key; npm start makes it, in production set it as a secret"),
  SIGNING_SECRET: z
    .string()
    .min(32, "Use at least 32 characters.")
    .optional()
    .describe("signs download links and order links; made and kept in D1 when absent"),
  OPERATOR_EMAIL: z.email().optional().describe("who is paged when something needs a person; default: the brand's support address"),
  PUBLISH_CHANNELS: z
    .string()
    .default("storefront,shopify,etsy")
    .transform((list) =>
      list
        .split(",")
        .map((name) => name.trim())
        .filter(Boolean),
    )
    .describe("channels of the automatic pipeline, comma-separated; a good that one of them does not take does not stop the others"),
})

export const settingsSchema = z.object({ ...modelsEnv.shape, ...adapterEnv.shape, ...searchEnv.shape, ...own.shape })
export type Settings = z.infer<typeof settingsSchema>

/** Says at the door which setting is wrong, instead of failing deep inside. */
export class BadSettings extends Error {
  override name = "BadSettings"
}

let read: { from: object; settings: Settings } | undefined

/** The settings of this isolate, parsed once. Empty strings count as absent. */
export function readSettings(env: object): Settings {
  if (read?.from === env) return read.settings
  const given = Object.fromEntries(Object.entries(env).filter(([name, value]) => name in settingsSchema.shape && value !== ""))
  const parsed = settingsSchema.safeParse(given)
  if (!parsed.success) throw new BadSettings(parsed.error.issues.map((issue) => `${issue.path.join(".")}: ${issue.message}`).join(" "))
  read = { from: env, settings: parsed.data }
  return parsed.data
}
