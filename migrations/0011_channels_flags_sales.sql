CREATE TABLE `channel_states` (
	`channel` text PRIMARY KEY NOT NULL,
	`accepted_fingerprint` text,
	`accepted_version` text,
	`accepted_by` text,
	`accepted_at` integer,
	`seen_fingerprint` text,
	`seen_at` integer,
	`contract_note` text,
	`sales_until` integer,
	`sales_pull_at` integer,
	`sales_cursor` text,
	`sales_note` text
);
--> statement-breakpoint
CREATE TABLE `rate_bins` (
	`key` text NOT NULL,
	`start` integer NOT NULL,
	`until` integer NOT NULL,
	`count` integer NOT NULL,
	PRIMARY KEY(`key`, `start`),
	CONSTRAINT "rate_bins_count" CHECK("rate_bins"."count" > 0)
);
--> statement-breakpoint
CREATE INDEX `rate_bins_until` ON `rate_bins` (`until`);--> statement-breakpoint
CREATE TABLE `syncs` (
	`id` text PRIMARY KEY NOT NULL,
	`channel` text NOT NULL,
	`actor` text NOT NULL,
	`status` text NOT NULL,
	`resumed` integer DEFAULT 0 NOT NULL,
	`summary` text NOT NULL,
	`items` text NOT NULL,
	`note` text,
	`started_at` integer NOT NULL,
	`heartbeat_at` integer NOT NULL,
	`finished_at` integer,
	CONSTRAINT "syncs_status" CHECK("syncs"."status" IN ('running','done','failed')),
	CONSTRAINT "syncs_finished" CHECK(("syncs"."status" = 'running') = ("syncs"."finished_at" IS NULL))
);
--> statement-breakpoint
CREATE UNIQUE INDEX `syncs_one_running` ON `syncs` (`channel`) WHERE status = 'running';--> statement-breakpoint
CREATE INDEX `syncs_channel` ON `syncs` (`channel`,`started_at`);--> statement-breakpoint
CREATE TABLE `flags` (
	`key` text PRIMARY KEY NOT NULL,
	`value` text NOT NULL,
	`why` text NOT NULL,
	`set_by` text NOT NULL,
	`set_at` integer NOT NULL
);
--> statement-breakpoint
CREATE TABLE `sale_changes` (
	`sale_id` text NOT NULL,
	`version` integer NOT NULL,
	`status` text NOT NULL,
	`total` integer NOT NULL,
	`fees` integer,
	`refunded` integer NOT NULL,
	`at` integer NOT NULL,
	PRIMARY KEY(`sale_id`, `version`),
	FOREIGN KEY (`sale_id`) REFERENCES `sales`(`id`) ON UPDATE no action ON DELETE no action
);
--> statement-breakpoint
CREATE TABLE `sale_lines` (
	`sale_id` text NOT NULL,
	`position` integer NOT NULL,
	`product_id` text,
	`title` text NOT NULL,
	`quantity` integer NOT NULL,
	`amount` integer NOT NULL,
	PRIMARY KEY(`sale_id`, `position`),
	FOREIGN KEY (`sale_id`) REFERENCES `sales`(`id`) ON UPDATE no action ON DELETE no action
);
--> statement-breakpoint
CREATE INDEX `sale_lines_product` ON `sale_lines` (`product_id`);--> statement-breakpoint
CREATE TABLE `sales` (
	`id` text PRIMARY KEY NOT NULL,
	`channel` text NOT NULL,
	`remote_id` text NOT NULL,
	`status` text NOT NULL,
	`currency` text NOT NULL,
	`total` integer NOT NULL,
	`tax` integer NOT NULL,
	`fees` integer,
	`refunded` integer NOT NULL,
	`country` text,
	`sold_at` integer NOT NULL,
	`version` integer NOT NULL,
	`created_at` integer NOT NULL,
	`updated_at` integer NOT NULL,
	CONSTRAINT "sales_status" CHECK("sales"."status" IN ('pending','paid','partly-refunded','refunded','cancelled')),
	CONSTRAINT "sales_sums" CHECK("sales"."total" >= 0 AND "sales"."tax" BETWEEN 0 AND "sales"."total" AND "sales"."refunded" BETWEEN 0 AND "sales"."total")
);
--> statement-breakpoint
CREATE UNIQUE INDEX `sales_remote` ON `sales` (`channel`,`remote_id`);--> statement-breakpoint
CREATE INDEX `sales_sold` ON `sales` (`sold_at`);--> statement-breakpoint
ALTER TABLE `listings` ADD `checked_at` integer;--> statement-breakpoint
ALTER TABLE `listings` ADD `problems` text;--> statement-breakpoint
ALTER TABLE `listings` ADD `failures` integer DEFAULT 0 NOT NULL;--> statement-breakpoint
ALTER TABLE `listings` ADD `pushed_hash` text;--> statement-breakpoint
CREATE INDEX `listings_checked` ON `listings` (`channel`,`checked_at`);