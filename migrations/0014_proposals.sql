CREATE TABLE `flag_uses` (
	`key` text NOT NULL,
	`day` text NOT NULL,
	`count` integer NOT NULL,
	PRIMARY KEY(`key`, `day`)
);
--> statement-breakpoint
CREATE TABLE `changes` (
	`id` text PRIMARY KEY NOT NULL,
	`proposal_id` text NOT NULL,
	`direction` text NOT NULL,
	`subject` text NOT NULL,
	`version` integer NOT NULL,
	`diff_hash` text NOT NULL,
	`before` text NOT NULL,
	`after` text NOT NULL,
	`before_hash` text NOT NULL,
	`after_hash` text NOT NULL,
	`actor` text NOT NULL,
	`at` integer NOT NULL,
	CONSTRAINT "changes_direction" CHECK("changes"."direction" IN ('apply','rollback'))
);
--> statement-breakpoint
CREATE UNIQUE INDEX `changes_version` ON `changes` (`subject`,`version`);--> statement-breakpoint
CREATE INDEX `changes_proposal` ON `changes` (`proposal_id`);--> statement-breakpoint
CREATE TABLE `goal_figures` (
	`director` text NOT NULL,
	`goal` text NOT NULL,
	`day` text NOT NULL,
	`value` real,
	`state` text NOT NULL,
	`at` integer NOT NULL,
	PRIMARY KEY(`director`, `goal`, `day`),
	CONSTRAINT "goal_figures_state" CHECK("goal_figures"."state" IN ('met','missed','unknown') AND ("goal_figures"."state" <> 'unknown') = ("goal_figures"."value" IS NOT NULL))
);
--> statement-breakpoint
CREATE TABLE `rollout_counts` (
	`rollout_id` text NOT NULL,
	`day` text NOT NULL,
	`percent` integer NOT NULL,
	`side` text NOT NULL,
	`visitors` integer DEFAULT 0 NOT NULL,
	`conversions` integer DEFAULT 0 NOT NULL,
	`refunds` integer DEFAULT 0 NOT NULL,
	PRIMARY KEY(`rollout_id`, `day`, `percent`, `side`),
	CONSTRAINT "rollout_counts_side" CHECK("rollout_counts"."side" IN ('control','treatment'))
);
--> statement-breakpoint
CREATE TABLE `rollouts` (
	`id` text PRIMARY KEY NOT NULL,
	`proposal_id` text NOT NULL,
	`subject` text NOT NULL,
	`way` text NOT NULL,
	`flag` text,
	`percent` integer NOT NULL,
	`status` text NOT NULL,
	`baseline` text NOT NULL,
	`why` text,
	`step_at` integer NOT NULL,
	`started_at` integer NOT NULL,
	`ended_at` integer,
	CONSTRAINT "rollouts_way" CHECK("rollouts"."way" IN ('visitors','time')),
	CONSTRAINT "rollouts_status" CHECK("rollouts"."status" IN ('running','done','rolled_back')),
	CONSTRAINT "rollouts_percent" CHECK("rollouts"."percent" BETWEEN 0 AND 100)
);
--> statement-breakpoint
CREATE UNIQUE INDEX `rollouts_proposal_id_unique` ON `rollouts` (`proposal_id`);--> statement-breakpoint
CREATE INDEX `rollouts_status` ON `rollouts` (`status`,`step_at`);--> statement-breakpoint
CREATE TABLE `votes` (
	`proposal_id` text NOT NULL,
	`voter` text NOT NULL,
	`choice` text NOT NULL,
	`reason` text NOT NULL,
	`diff_hash` text NOT NULL,
	`at` integer NOT NULL,
	PRIMARY KEY(`proposal_id`, `voter`),
	CONSTRAINT "votes_choice" CHECK("votes"."choice" IN ('for','against','abstain'))
);
--> statement-breakpoint
CREATE TABLE `__new_proposals` (
	`id` text PRIMARY KEY NOT NULL,
	`author` text NOT NULL,
	`kind` text NOT NULL,
	`subject` text NOT NULL,
	`summary` text NOT NULL,
	`diff` text NOT NULL,
	`diff_hash` text NOT NULL,
	`predicted` text NOT NULL,
	`kill_criterion` text NOT NULL,
	`kill` text,
	`rollback` text NOT NULL,
	`undo` text,
	`status` text NOT NULL,
	`why` text,
	`closes_at` integer,
	`created_at` integer NOT NULL,
	`decided_at` integer,
	`applied_at` integer,
	CONSTRAINT "proposals_status" CHECK("status" IN ('open','accepted','rejected','stale','applying','applied','rolled_back'))
);
--> statement-breakpoint
INSERT INTO `__new_proposals`("id", "author", "kind", "subject", "summary", "diff", "diff_hash", "predicted", "kill_criterion", "rollback", "status", "created_at", "decided_at") SELECT "id", "author", "kind", "subject", "summary", "diff", "diff_hash", "predicted", "kill_criterion", "rollback", "status", "created_at", "decided_at" FROM `proposals`;--> statement-breakpoint
DROP TABLE `proposals`;--> statement-breakpoint
ALTER TABLE `__new_proposals` RENAME TO `proposals`;--> statement-breakpoint
CREATE UNIQUE INDEX `proposals_once` ON `proposals` (`subject`,`kind`,`diff_hash`);--> statement-breakpoint
CREATE INDEX `proposals_status` ON `proposals` (`status`,`created_at`);--> statement-breakpoint
ALTER TABLE `flags` ADD `percent` integer;