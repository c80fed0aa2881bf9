/**
 * The areas from left to right. A file imports from its own area and from areas with a smaller number; areas with the same
 * number do not know each other. Anything under `free` may import everything.
 */
export const layers: Record<string, number> = {
  schemas: 0,
  seeds: 1,
  "workers/lib": 1,
  "workers/adapters": 2,
  "workers/forge": 2,
  "workers/env.ts": 3,
  "workers/errors.ts": 3,
  "workers/spend.ts": 3,
  "workers/window.ts": 3,
  "workers/keyring.ts": 3,
  "workers/pace.ts": 3,
  "workers/mandate.ts": 3,
  "workers/rule.ts": 3,
  "workers/problem.ts": 4,
  // These two know each other: a context carries an actor's scopes, an operation takes a context (a type).
  "workers/context.ts": 4,
  "workers/operation.ts": 4,
  "workers/domain": 5,
  "workers/agents": 6,
  "workers/pipelines": 6,
  "workers/api": 7,
  "workers/events": 7,
  "workers/jobs": 7,
  "workers/index.ts": 8,
}

/** Pairs inside one layer that know each other; everything else there is strange to its neighbour. */
export const neighbours = [
  ["workers/context.ts", "workers/operation.ts"],
  ["workers/operation.ts", "workers/context.ts"],
]

export const free = ["workers/cli", "workers/test", "workers/simulation", "workers/raw.d.ts"]

/** The nouns in the order in which they may know each other: each may import those before it. */
export const nouns = [
  "event",
  "letter",
  "webhook",
  "idempotency",
  "run",
  "decision",
  "ledger",
  "key",
  "flag",
  "job",
  "passage",
  "mail",
  "brief",
  "idea",
  "asset",
  "draft",
  "assignment",
  "funnel",
  "product",
  "listing",
  "cart",
  "discount",
  "order",
  "delivery",
  "refund",
  "dispute",
  "payment",
  "review",
  "promotion",
  "advert",
  "metric",
  "eval",
  "release",
  "experiment",
  "goal",
  "proposal",
  "provider",
  "rollout",
  "channel",
  "sale",
  "ticket",
  "model",
  "director",
  "backup",
  "status",
  "replay",
]

/** Files outside domain that touch tables, and which ones. */
export const tableReaders: Record<string, string[]> = {
  "workers/lib/db.ts": ["*", "audit", "events", "mustChange"],
  "workers/context.ts": ["shopFacts"],
  "workers/spend.ts": ["flags", "modelAnswers", "modelCalls", "modelQuestions"],
  "workers/keyring.ts": ["vendorTokens"],
  "workers/pace.ts": ["rateBins"],
  "workers/window.ts": ["assets", "mails", "products", "suppressions"],
}

/** Where the platform wants a default export. */
export const defaultExports = [
  "workers/index.ts",
  "workers/sandbox/index.ts",
  "workers/simulation/worker.ts",
  "workers/test/worker.ts",
  "workers/test/pure.ts",
  "workers/test/vitest.config.ts",
  "workers/raw.d.ts",
  "site/astro.config.ts",
]
export const mostLines = 300

/**
 * Who writes by batch itself: commit; the search adapter, whose full-text table is its own; the broom and the count of first looks, which
 * have no trace to leave. The meter hands on the batches of the others and has none of its own.
 */
export const batchWriters = [
  "workers/lib/meter.ts",
  "workers/lib/db.ts",
  "workers/adapters/search/embedded.ts",
  "workers/domain/run/tidy.ts",
  "workers/domain/assignment/show.ts",
]
