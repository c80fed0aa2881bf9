CREATE TABLE `dropped_ideas` (
	`id` text PRIMARY KEY NOT NULL,
	`source_id` text NOT NULL,
	`title` text NOT NULL,
	`cause` text NOT NULL,
	`reason` text NOT NULL,
	`at` integer NOT NULL
);
--> statement-breakpoint
CREATE INDEX `dropped_ideas_at` ON `dropped_ideas` (`at`,`id`);--> statement-breakpoint
CREATE INDEX `dropped_ideas_source` ON `dropped_ideas` (`source_id`);--> statement-breakpoint
CREATE TABLE `search_days` (
	`day` text NOT NULL,
	`query` text NOT NULL,
	`count` integer NOT NULL,
	`results` integer NOT NULL,
	PRIMARY KEY(`day`, `query`),
	CONSTRAINT "search_days_count" CHECK("search_days"."count" > 0 AND "search_days"."results" >= 0)
);
--> statement-breakpoint
CREATE TABLE `source_entries` (
	`origin` text NOT NULL,
	`key` text NOT NULL,
	`hash` text NOT NULL,
	`section` text NOT NULL,
	PRIMARY KEY(`origin`, `key`)
);
--> statement-breakpoint
CREATE INDEX `source_entries_key` ON `source_entries` (`key`);--> statement-breakpoint
CREATE TABLE `provider_checks` (
	`id` text PRIMARY KEY NOT NULL,
	`provider` text,
	`url` text NOT NULL,
	`green` integer NOT NULL,
	`report` text NOT NULL,
	`by` text NOT NULL,
	`at` integer NOT NULL
);
--> statement-breakpoint
CREATE INDEX `provider_checks_provider` ON `provider_checks` (`provider`,`at`);--> statement-breakpoint
CREATE TABLE `providers` (
	`name` text PRIMARY KEY NOT NULL,
	`title` text NOT NULL,
	`status` text NOT NULL,
	`config` text NOT NULL,
	`evidence` text NOT NULL,
	`proposal_id` text,
	`check_id` text,
	`adopted_by` text,
	`created_at` integer NOT NULL,
	`adopted_at` integer,
	CONSTRAINT "providers_status" CHECK("providers"."status" IN ('found','proposed','adopted')),
	CONSTRAINT "providers_adopted_has_proof" CHECK("providers"."status" <> 'adopted' OR ("providers"."proposal_id" IS NOT NULL AND "providers"."check_id" IS NOT NULL))
);
--> statement-breakpoint
CREATE INDEX `providers_status` ON `providers` (`status`,`created_at`);--> statement-breakpoint
ALTER TABLE `sources` ADD `origin` text DEFAULT '' NOT NULL;--> statement-breakpoint
ALTER TABLE `sources` ADD `difference` text;--> statement-breakpoint
ALTER TABLE `sources` ADD `duplicates` integer DEFAULT 0 NOT NULL;--> statement-breakpoint
ALTER TABLE `sources` ADD `dropped_by` text DEFAULT '{}' NOT NULL;--> statement-breakpoint
CREATE INDEX `sources_read` ON `sources` (`read_at`);--> statement-breakpoint
CREATE INDEX `sources_origin` ON `sources` (`origin`,`read_at`);