import { sql } from "drizzle-orm"
import { check, index, integer, primaryKey, sqliteTable, text } from "drizzle-orm/sqlite-core"
import { id, instant, json } from "./columns.ts"

/** The blueprint's jobs(id, dag, status, artifacts): one row a pipeline run. `heartbeatAt` lets a sweep find runs that died. */
export const jobs = sqliteTable(
  "jobs",
  {
    id: id(),
    dag: text("dag").notNull(),
    status: text("status").$type<"queued" | "running" | "waiting" | "done" | "failed" | "cancelled">().notNull(),
    stage: text("stage").notNull(),
    input: json<Record<string, unknown>>("input").notNull(),
    artifacts: json<Record<string, unknown>>("artifacts").notNull(),
    error: text("error"),
    actor: text("actor").notNull(),
    restarts: integer("restarts").notNull().default(0),
    heartbeatAt: instant("heartbeat_at").notNull(),
    createdAt: instant("created_at").notNull(),
    finishedAt: instant("finished_at"),
  },
  (t) => [
    index("jobs_status").on(t.status, t.heartbeatAt),
    index("jobs_created").on(t.createdAt),
    check("jobs_status_known", sql`${t.status} IN ('queued','running','waiting','done','failed','cancelled')`),
  ],
)

/** The effect log: what step n of a run answered. A step that runs again returns what stands here. */
export const effects = sqliteTable(
  "effects",
  {
    run: text("run").notNull(),
    step: text("step").notNull(),
    n: integer("n").notNull(),
    result: json<unknown>("result").notNull(),
    at: instant("at").notNull(),
  },
  (t) => [primaryKey({ columns: [t.run, t.step, t.n] })],
)

/**
 * One row a scheduled job and date key, so that a cron that fires twice runs once. A run that is under way holds a lease; one whose lease
 * has ended died, and is taken over.
 */
export const jobRuns = sqliteTable(
  "job_runs",
  {
    name: text("name").notNull(),
    dateKey: text("date_key").notNull(),
    startedAt: instant("started_at").notNull(),
    finishedAt: instant("finished_at"),
    ok: integer("ok", { mode: "boolean" }),
    result: text("result"),
    /** The firing time that it stands for; null when somebody asked for it. */
    dueAt: instant("due_at"),
    attempts: integer("attempts").notNull().default(1),
    leaseUntil: instant("lease_until"),
    /** When a failed run is tried again; null when it is not. */
    retryAt: instant("retry_at"),
    /** How long the last attempt took, by the wall clock. */
    ms: integer("ms"),
    rowsRead: integer("rows_read"),
    rowsWritten: integer("rows_written"),
  },
  (t) => [
    primaryKey({ columns: [t.name, t.dateKey] }),
    index("job_runs_started").on(t.name, t.startedAt),
    index("job_runs_at").on(t.startedAt),
  ],
)
