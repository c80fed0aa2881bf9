import { sql } from "drizzle-orm"
import { check, index, integer, primaryKey, real, sqliteTable, text, uniqueIndex } from "drizzle-orm/sqlite-core"
import type { KillCriterion, Passing, ProposalDiff, ProposalStatus, RolloutStatus } from "../proposal.ts"
import { id, instant, json } from "./columns.ts"

/** A typed change that an agent asks for: diff, predicted effect, kill criterion, rollback. */
export const proposals = sqliteTable(
  "proposals",
  {
    id: id(),
    author: text("author").notNull(),
    kind: text("kind").notNull(),
    subject: text("subject").notNull(),
    summary: text("summary").notNull(),
    diff: json<ProposalDiff[]>("diff").notNull(),
    diffHash: text("diff_hash").notNull(),
    predicted: json<{ metric: string; change: number; because: string }>("predicted").notNull(),
    killCriterion: text("kill_criterion").notNull(),
    /** The same as data, for the job that watches a rollout; null where a person has to look. */
    kill: json<KillCriterion>("kill"),
    rollback: text("rollback").notNull(),
    /** The way back as data. */
    undo: json<ProposalDiff[]>("undo"),
    status: text("status").$type<ProposalStatus>().notNull(),
    /** Why it is in this state, when that is not plain. */
    why: text("why"),
    /** Why it may be drafted again although it was refused; null when the refusal is for good. */
    passing: json<Passing[]>("passing"),
    /** The experiment that it follows from. */
    source: text("source"),
    closesAt: instant("closes_at"),
    createdAt: instant("created_at").notNull(),
    decidedAt: instant("decided_at"),
    appliedAt: instant("applied_at"),
  },
  (t) => [
    // What was refused for now, or was overtaken, does not keep the same change from being proposed another day.
    uniqueIndex("proposals_once")
      .on(t.subject, t.kind, t.diffHash)
      .where(sql`${t.passing} IS NULL AND ${t.status} <> 'stale'`),
    index("proposals_source").on(t.source),
    index("proposals_status").on(t.status, t.createdAt),
    check("proposals_status", sql`${t.status} IN ('open','accepted','rejected','stale','applying','applied','rolled_back')`),
  ],
)

/** One vote a proposal and voter: a director's or an operator's. */
export const votes = sqliteTable(
  "votes",
  {
    proposalId: text("proposal_id").notNull(),
    voter: text("voter").notNull(),
    choice: text("choice").$type<"for" | "against" | "abstain">().notNull(),
    reason: text("reason").notNull(),
    /** The diff that was voted on. */
    diffHash: text("diff_hash").notNull(),
    at: instant("at").notNull(),
  },
  (t) => [primaryKey({ columns: [t.proposalId, t.voter] }), check("votes_choice", sql`${t.choice} IN ('for','against','abstain')`)],
)

/** What was changed by a proposal, one row a step, never edited: the subject before and after with the hashes of both. */
export const changes = sqliteTable(
  "changes",
  {
    id: id(),
    proposalId: text("proposal_id").notNull(),
    direction: text("direction").$type<"apply" | "rollback">().notNull(),
    subject: text("subject").notNull(),
    /** Counts up by subject. */
    version: integer("version").notNull(),
    diffHash: text("diff_hash").notNull(),
    before: json<Record<string, unknown>>("before").notNull(),
    after: json<Record<string, unknown>>("after").notNull(),
    beforeHash: text("before_hash").notNull(),
    afterHash: text("after_hash").notNull(),
    actor: text("actor").notNull(),
    at: instant("at").notNull(),
  },
  (t) => [
    uniqueIndex("changes_version").on(t.subject, t.version),
    index("changes_proposal").on(t.proposalId),
    check("changes_direction", sql`${t.direction} IN ('apply','rollback')`),
  ],
)

/** How far an applied change has come to be shown, and what ended it. */
export const rollouts = sqliteTable(
  "rollouts",
  {
    id: id(),
    proposalId: text("proposal_id").notNull().unique(),
    subject: text("subject").notNull(),
    /** `visitors`: a flag's part of the visitors; `time`: the whole shop, held for the watch. */
    way: text("way").$type<"visitors" | "time">().notNull(),
    flag: text("flag"),
    percent: integer("percent").notNull(),
    status: text("status").$type<RolloutStatus>().notNull(),
    /** Figures at its begin: what the kill criterion is held against. */
    baseline: json<Record<string, number | null>>("baseline").notNull(),
    why: text("why"),
    stepAt: instant("step_at").notNull(),
    startedAt: instant("started_at").notNull(),
    endedAt: instant("ended_at"),
  },
  (t) => [
    index("rollouts_status").on(t.status, t.stepAt),
    check("rollouts_way", sql`${t.way} IN ('visitors','time')`),
    check("rollouts_status", sql`${t.status} IN ('running','done','rolled_back')`),
    check("rollouts_percent", sql`${t.percent} BETWEEN 0 AND 100`),
  ],
)

/** What visitors of a rollout did, by day and side: the counts that its evidence is made of. */
export const rolloutCounts = sqliteTable(
  "rollout_counts",
  {
    rolloutId: text("rollout_id").notNull(),
    day: text("day").notNull(),
    percent: integer("percent").notNull(),
    side: text("side").$type<"control" | "treatment">().notNull(),
    visitors: integer("visitors").notNull().default(0),
    conversions: integer("conversions").notNull().default(0),
    refunds: integer("refunds").notNull().default(0),
  },
  (t) => [
    primaryKey({ columns: [t.rolloutId, t.day, t.percent, t.side] }),
    check("rollout_counts_side", sql`${t.side} IN ('control','treatment')`),
  ],
)

/** A director's goal on a day: the figure, and whether it was met. Missing data is `unknown`. */
export const goalFigures = sqliteTable(
  "goal_figures",
  {
    director: text("director").notNull(),
    goal: text("goal").notNull(),
    day: text("day").notNull(),
    value: real("value"),
    state: text("state").$type<"met" | "missed" | "unknown">().notNull(),
    at: instant("at").notNull(),
  },
  (t) => [
    primaryKey({ columns: [t.director, t.goal, t.day] }),
    check("goal_figures_state", sql`${t.state} IN ('met','missed','unknown') AND (${t.state} <> 'unknown') = (${t.value} IS NOT NULL)`),
  ],
)
