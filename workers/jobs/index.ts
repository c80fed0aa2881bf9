import type { JobName } from "#workers/domain/status/index.ts"
import { contractWatch } from "./contract-watch.ts"
import { wakeDirectors } from "./directors.ts"
import { drift } from "./drift.ts"
import { abandonedCarts } from "./abandoned-carts.ts"
import { backupJob } from "./backup.ts"
import { restoreDrill } from "./restore-drill.ts"
import { nightlyEvals } from "./evals.ts"
import { priceCheck } from "./price-check.ts"
import { renderRetries } from "./render-retries.ts"
import { supportTriage } from "./support-triage.ts"
import { adSpend } from "./ad-spend.ts"
import { expireCarts } from "./expire-carts.ts"
import { experiments } from "./experiments.ts"
import { improve } from "./improve.ts"
import type { Job } from "./job.ts"
import { listingHealth } from "./listing-health.ts"
import { listingHealthDeep } from "./listing-health-deep.ts"
import { measure } from "./measure.ts"
import { outbox } from "./outbox.ts"
import { pullSales } from "./pull-sales.ts"
import { reEmbed } from "./re-embed.ts"
import { reconcilePayments } from "./reconcile-payments.ts"
import { recover } from "./recover.ts"
import { rollouts } from "./rollouts.ts"
import { seal } from "./seal.ts"
import { tidy } from "./tidy.ts"
import { trendIngest } from "./trend-ingest.ts"
import { webhookRetries } from "./webhook-retries.ts"

export const scheduled = {
  outbox,
  "webhook-retries": webhookRetries,
  "ad-spend": adSpend,
  recover,
  seal,
  "pull-sales": pullSales,
  "listing-health": listingHealth,
  "abandoned-carts": abandonedCarts,
  "support-triage": supportTriage,
  "render-retries": renderRetries,
  "price-check": priceCheck,
  evals: nightlyEvals,
  "expire-carts": expireCarts,
  directors: wakeDirectors,
  rollouts,
  "trend-ingest": trendIngest,
  measure,
  experiments,
  improve,
  "contract-watch": contractWatch,
  "listing-health-deep": listingHealthDeep,
  backup: backupJob,
  tidy,
  "restore-drill": restoreDrill,
  "re-embed": reEmbed,
  "reconcile-payments": reconcilePayments,
  drift,
} satisfies Record<JobName, Job>
