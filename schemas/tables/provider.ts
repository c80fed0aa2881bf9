import { sql } from "drizzle-orm"
import { check, index, integer, sqliteTable, text } from "drizzle-orm/sqlite-core"
import type { ProviderConfig, ProviderReport, ProviderStatus } from "../provider.ts"
import { id, instant, json } from "./columns.ts"

/** A provider that a source named. Nothing reads its config to call it: an adopted one is turned on by the operator's settings. */
export const providers = sqliteTable(
  "providers",
  {
    name: text("name").primaryKey(),
    title: text("title").notNull(),
    status: text("status").$type<ProviderStatus>().notNull(),
    config: json<ProviderConfig>("config").notNull(),
    evidence: json<string[]>("evidence").notNull(),
    proposalId: text("proposal_id"),
    checkId: text("check_id"),
    adoptedBy: text("adopted_by"),
    createdAt: instant("created_at").notNull(),
    adoptedAt: instant("adopted_at"),
  },
  (t) => [
    index("providers_status").on(t.status, t.createdAt),
    check("providers_status", sql`${t.status} IN ('found','proposed','adopted')`),
    check("providers_adopted_has_proof", sql`${t.status} <> 'adopted' OR (${t.proposalId} IS NOT NULL AND ${t.checkId} IS NOT NULL)`),
  ],
)

/** What the contract kit saw, one row a run, never edited. */
export const providerChecks = sqliteTable(
  "provider_checks",
  {
    id: id(),
    provider: text("provider"),
    url: text("url").notNull(),
    green: integer("green", { mode: "boolean" }).notNull(),
    report: json<ProviderReport>("report").notNull(),
    by: text("by").notNull(),
    at: instant("at").notNull(),
  },
  (t) => [index("provider_checks_provider").on(t.provider, t.at)],
)
