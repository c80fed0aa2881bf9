import type { JobName } from "#workers/domain/status/index.ts"
import { expireCarts } from "./expire-carts.ts"
import { improve } from "./improve.ts"
import type { Job } from "./job.ts"
import { listingHealth } from "./listing-health.ts"
import { measure } from "./measure.ts"
import { outbox } from "./outbox.ts"
import { reEmbed } from "./re-embed.ts"
import { recover } from "./recover.ts"
import { tidy } from "./tidy.ts"
import { trendIngest } from "./trend-ingest.ts"
import { webhookRetries } from "./webhook-retries.ts"

export const scheduled = {
  outbox,
  "webhook-retries": webhookRetries,
  recover,
  "listing-health": listingHealth,
  "expire-carts": expireCarts,
  "trend-ingest": trendIngest,
  measure,
  improve,
  tidy,
  "re-embed": reEmbed,
} satisfies Record<JobName, Job>
