/**
 * Days. What the privacy page promises: messages to support two years, which campaign led to an order 13 months, technical logs at most
 * 30 days, and the broom comes once a week.
 */
export const kept = {
  day: 1,
  frequentRuns: 3,
  logs: 23,
  passing: 60,
  work: 90,
  statistics: 395,
  messages: 730,
} as const

const job = (days: number, what: string) => `the job tidy: ${what} after ${days} days`

/**
 * How long the rows of every table stay, and who ends them. A table that grows and is in nobody's care is found by the test beside this: a
 * new one has to say here what becomes of it.
 */
export const retention: Record<string, string> = {
  // Logs, claims and copies that have served their time.
  sessions: job(kept.logs, "what has ended, at its end at the latest"),
  idempotency: job(kept.day, "kept answers"),
  job_runs: job(kept.logs, `all; of frequent jobs all but twenty after ${kept.frequentRuns} and the rest`),
  webhooks_seen: job(kept.logs, "claims of what was handled"),
  webhook_deliveries: job(kept.logs, "what was delivered or given up"),
  webhook_attempts: job(kept.logs, "with their delivery"),
  reactions_done: job(kept.work, "what has run for events that are done"),
  effects: job(kept.work, "the steps of runs that are done or cancelled"),
  syncs: job(kept.work, "reconciliations, but the newest of each channel"),
  exposures: job(kept.logs, "who saw which arm, once the comparison has ended; totals stay in experiment_days"),
  carts: job(
    kept.passing,
    `expired carts; addresses and visitors' numbers go with the job expire-carts, numbers of ordered ones after ${kept.logs}`,
  ),
  cart_lines: job(kept.passing, "with their cart"),
  mails: job(kept.messages, `letters held by the embedded outbox; reminders after ${kept.logs}`),
  operator_letters: job(kept.statistics, "what the operator was told"),
  search_days: job(kept.statistics, "searches by day"),
  flag_uses: job(kept.statistics, "uses by day"),
  dropped_ideas: job(kept.statistics, "what became no idea"),
  tickets: job(kept.messages, "questions, since the last message"),
  ticket_replies: job(kept.messages, "with their question"),
  rate_bins: "whoever counts next drops what is in no window any more",
  model_answers: "whoever keeps an answer drops those older than 30 days",
  model_questions: "with their answer",
  source_entries: "the next reading of a source replaces those of the last",
  stale_vectors: "whoever renews the vectors takes them off",

  // What the law wants kept: the books, what they rest on, and the proof of consent and delivery. Orders forget their campaign after 13 months.
  orders: "stay: books and proof of consent",
  order_lines: "stay: books",
  refunds: "stay: books",
  disputes: "stay: books",
  discounts: "stay: orders refer to them",
  ledger_entries: "stay: a trigger refuses to delete",
  ledger_postings: "stay: a trigger refuses to delete",
  ledger_days: "stay: a few rows a day, what figures are read from",
  sales: "stay: books",
  sale_lines: "stay: books",
  sale_changes: "stay: books",
  entitlements: "stay: the right to what was bought",
  downloads: "stay: evidence in a dispute, as long as the right",
  suppressions: "stay: who wants no mail",

  // What was decided and by whom; chained, so nothing in the middle can go.
  audit: "stays: append only",
  decisions: "stay: chained",
  decision_links: "stay: chained",
  events: "stay: endpoints may ask for any time again",
  proposals: "stay: what was decided",
  votes: "stay: what was decided",
  changes: "stay: proof of what was changed",
  rollouts: "stay: what was decided",
  rollout_counts: "stay: a few rows a rollout and day",
  experiments: "stay: what was decided",
  experiment_days: "stay: totals",
  releases: "stay: one row a release",
  provider_checks: "stay: proof of an adoption, one row a check that somebody asked for",

  // Figures by day: few rows, and the past cannot be counted again.
  outcomes: "stay: one row a product and day",
  views: "stay: totals by product, day and source",
  funnel_days: "stay: totals by day",
  metric_figures: "stay: totals by day",
  goal_figures: "stay: totals by day",
  ad_spend: "stays: books",
  model_calls: "stay: the books are compared with them",

  // Things, not happenings: as many rows as there are of them.
  api_keys: "stay: the audit names them",
  assets: "stay: files of goods that were sold",
  budget_lines: "stay: the audit names them",
  campaigns: "stay: the books name them",
  channel_states: "one row a channel",
  drafts: "stay: what was made",
  flags: "one row a flag that was set",
  jobs: "stay: one row a product run, with its cost",
  listings: "stay: one row a product and channel",
  must_change: "never holds a row",
  passage_centroids: "made again with the vectors",
  passages: "replaced with their source",
  posts: "stay: what was said in public",
  product_ideas: "stay: the same idea is not taken twice",
  products: "stay: what was made",
  providers: "stay: one row a provider",
  reviews: "stay: as long as the product",
  shop_facts: "one row a fact",
  sources: "stay: one row a reading, with its licence",
  vendor_tokens: "one row a vendor",
  webhook_endpoints: "as long as the operator wants",
}
