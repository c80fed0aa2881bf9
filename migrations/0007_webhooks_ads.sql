CREATE TABLE `ad_spend` (
	`campaign_id` text NOT NULL,
	`day` text NOT NULL,
	`spent` integer NOT NULL,
	`impressions` integer NOT NULL,
	`clicks` integer NOT NULL,
	`at` integer NOT NULL,
	PRIMARY KEY(`campaign_id`, `day`),
	FOREIGN KEY (`campaign_id`) REFERENCES `campaigns`(`id`) ON UPDATE no action ON DELETE no action,
	CONSTRAINT "ad_spend_counts" CHECK("ad_spend"."spent" >= 0 AND "ad_spend"."impressions" >= 0)
);
--> statement-breakpoint
CREATE TABLE `budget_lines` (
	`id` text PRIMARY KEY NOT NULL,
	`product_id` text,
	`amount` integer NOT NULL,
	`currency` text NOT NULL,
	`reserved` integer DEFAULT 0 NOT NULL,
	`starts_at` integer NOT NULL,
	`ends_at` integer NOT NULL,
	`status` text NOT NULL,
	`reason` text NOT NULL,
	`made_by` text NOT NULL,
	`created_at` integer NOT NULL,
	FOREIGN KEY (`product_id`) REFERENCES `products`(`id`) ON UPDATE no action ON DELETE no action,
	CONSTRAINT "budget_lines_status" CHECK("budget_lines"."status" IN ('open','closed')),
	CONSTRAINT "budget_lines_amount" CHECK("budget_lines"."amount" > 0 AND "budget_lines"."ends_at" > "budget_lines"."starts_at"),
	CONSTRAINT "budget_lines_reserved" CHECK("budget_lines"."reserved" BETWEEN 0 AND "budget_lines"."amount")
);
--> statement-breakpoint
CREATE INDEX `budget_lines_status` ON `budget_lines` (`status`,`ends_at`);--> statement-breakpoint
CREATE TABLE `campaigns` (
	`id` text PRIMARY KEY NOT NULL,
	`product_id` text NOT NULL,
	`network` text NOT NULL,
	`status` text NOT NULL,
	`budget` integer NOT NULL,
	`currency` text NOT NULL,
	`days` integer NOT NULL,
	`link` text NOT NULL,
	`budget_line_id` text,
	`remote_id` text,
	`spent` integer DEFAULT 0 NOT NULL,
	`starts_at` integer,
	`ends_at` integer,
	`why` text,
	`created_at` integer NOT NULL,
	`updated_at` integer NOT NULL,
	FOREIGN KEY (`product_id`) REFERENCES `products`(`id`) ON UPDATE no action ON DELETE no action,
	FOREIGN KEY (`budget_line_id`) REFERENCES `budget_lines`(`id`) ON UPDATE no action ON DELETE no action,
	CONSTRAINT "campaigns_status" CHECK("campaigns"."status" IN ('proposed','launching','running','stopped')),
	CONSTRAINT "campaigns_money" CHECK("campaigns"."budget" > 0 AND "campaigns"."spent" >= 0 AND "campaigns"."days" > 0),
	CONSTRAINT "campaigns_line" CHECK("campaigns"."status" NOT IN ('launching','running') OR "campaigns"."budget_line_id" IS NOT NULL)
);
--> statement-breakpoint
CREATE INDEX `campaigns_status` ON `campaigns` (`status`,`updated_at`);--> statement-breakpoint
CREATE UNIQUE INDEX `campaigns_one_open` ON `campaigns` (`product_id`,`network`) WHERE status <> 'stopped';--> statement-breakpoint
CREATE TABLE `suppressions` (
	`address` text PRIMARY KEY NOT NULL,
	`why` text NOT NULL,
	`source` text NOT NULL,
	`at` integer NOT NULL,
	CONSTRAINT "suppressions_why" CHECK("suppressions"."why" IN ('bounced','complained','asked'))
);
--> statement-breakpoint
CREATE TABLE `webhook_attempts` (
	`id` text PRIMARY KEY NOT NULL,
	`delivery_id` text NOT NULL,
	`n` integer NOT NULL,
	`status` integer,
	`ms` integer NOT NULL,
	`answer` text NOT NULL,
	`at` integer NOT NULL,
	FOREIGN KEY (`delivery_id`) REFERENCES `webhook_deliveries`(`id`) ON UPDATE no action ON DELETE cascade
);
--> statement-breakpoint
CREATE INDEX `webhook_attempts_delivery` ON `webhook_attempts` (`delivery_id`,`n`);--> statement-breakpoint
CREATE INDEX `webhook_attempts_at` ON `webhook_attempts` (`at`);--> statement-breakpoint
CREATE TABLE `webhook_deliveries` (
	`id` text PRIMARY KEY NOT NULL,
	`endpoint_id` text NOT NULL,
	`event_id` text NOT NULL,
	`type` text NOT NULL,
	`body` text NOT NULL,
	`status` text NOT NULL,
	`attempts` integer DEFAULT 0 NOT NULL,
	`next_at` integer NOT NULL,
	`event_at` integer NOT NULL,
	`created_at` integer NOT NULL,
	`delivered_at` integer,
	FOREIGN KEY (`endpoint_id`) REFERENCES `webhook_endpoints`(`id`) ON UPDATE no action ON DELETE cascade,
	CONSTRAINT "webhook_deliveries_status" CHECK("webhook_deliveries"."status" IN ('pending','delivered','failed')),
	CONSTRAINT "webhook_deliveries_time" CHECK("webhook_deliveries"."status" <> 'delivered' OR "webhook_deliveries"."delivered_at" IS NOT NULL)
);
--> statement-breakpoint
CREATE UNIQUE INDEX `webhook_deliveries_event` ON `webhook_deliveries` (`endpoint_id`,`event_id`);--> statement-breakpoint
CREATE INDEX `webhook_deliveries_due` ON `webhook_deliveries` (`status`,`next_at`);--> statement-breakpoint
CREATE TABLE `webhook_endpoints` (
	`id` text PRIMARY KEY NOT NULL,
	`url` text NOT NULL,
	`about` text NOT NULL,
	`types` text NOT NULL,
	`secret` text NOT NULL,
	`old_secret` text,
	`old_secret_until` integer,
	`status` text NOT NULL,
	`disabled_why` text,
	`failing_since` integer,
	`created_at` integer NOT NULL,
	`updated_at` integer NOT NULL,
	CONSTRAINT "webhook_endpoints_status" CHECK("webhook_endpoints"."status" IN ('active','disabled')),
	CONSTRAINT "webhook_endpoints_old_secret" CHECK(("webhook_endpoints"."old_secret" IS NULL) = ("webhook_endpoints"."old_secret_until" IS NULL))
);
--> statement-breakpoint
CREATE INDEX `webhook_endpoints_status` ON `webhook_endpoints` (`status`);--> statement-breakpoint
ALTER TABLE `events` ADD `due_at` integer;--> statement-breakpoint
ALTER TABLE `events` ADD `parked_at` integer;--> statement-breakpoint
ALTER TABLE `posts` ADD `error` text;