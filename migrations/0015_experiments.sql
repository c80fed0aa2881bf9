CREATE TABLE `experiment_days` (
	`experiment_id` text NOT NULL,
	`day` text NOT NULL,
	`arm` text NOT NULL,
	`visitors` integer DEFAULT 0 NOT NULL,
	`conversions` integer DEFAULT 0 NOT NULL,
	`refunds` integer DEFAULT 0 NOT NULL,
	`revenue` integer DEFAULT 0 NOT NULL,
	PRIMARY KEY(`experiment_id`, `day`, `arm`),
	FOREIGN KEY (`experiment_id`) REFERENCES `experiments`(`id`) ON UPDATE no action ON DELETE no action
);
--> statement-breakpoint
CREATE TABLE `experiments` (
	`id` text PRIMARY KEY NOT NULL,
	`key` text NOT NULL,
	`product_id` text NOT NULL,
	`draft_id` text NOT NULL,
	`kind` text NOT NULL,
	`mode` text NOT NULL,
	`status` text NOT NULL,
	`hypothesis` text NOT NULL,
	`arms` text NOT NULL,
	`shares` text NOT NULL,
	`control_hash` text NOT NULL,
	`outcome` text,
	`reason` text,
	`winner` text,
	`look` text,
	`created_by` text NOT NULL,
	`created_at` integer NOT NULL,
	`started_at` integer,
	`ended_at` integer,
	`updated_at` integer NOT NULL,
	FOREIGN KEY (`product_id`) REFERENCES `products`(`id`) ON UPDATE no action ON DELETE no action,
	CONSTRAINT "experiments_status_known" CHECK("experiments"."status" IN ('draft','running','ended')),
	CONSTRAINT "experiments_ended_says_why" CHECK("experiments"."status" <> 'ended' OR ("experiments"."outcome" IS NOT NULL AND "experiments"."reason" IS NOT NULL))
);
--> statement-breakpoint
CREATE UNIQUE INDEX `experiments_key` ON `experiments` (`key`);--> statement-breakpoint
CREATE UNIQUE INDEX `experiments_one_running` ON `experiments` (`product_id`) WHERE "experiments"."status" = 'running';--> statement-breakpoint
CREATE INDEX `experiments_status` ON `experiments` (`status`,`created_at`);--> statement-breakpoint
CREATE TABLE `exposures` (
	`experiment_id` text NOT NULL,
	`unit` text NOT NULL,
	`arm` text NOT NULL,
	`at` integer NOT NULL,
	`converted_at` integer,
	PRIMARY KEY(`experiment_id`, `unit`),
	FOREIGN KEY (`experiment_id`) REFERENCES `experiments`(`id`) ON UPDATE no action ON DELETE no action
);
--> statement-breakpoint
CREATE TABLE `releases` (
	`version` text PRIMARY KEY NOT NULL,
	`hash` text NOT NULL,
	`manifest` text NOT NULL,
	`order_id` text NOT NULL,
	`frozen_at` integer NOT NULL
);
--> statement-breakpoint
ALTER TABLE `carts` ADD `visitor` text;--> statement-breakpoint
ALTER TABLE `orders` ADD `arms` text DEFAULT '[]' NOT NULL;