CREATE TABLE `discounts` (
	`id` text PRIMARY KEY NOT NULL,
	`code` text NOT NULL,
	`percent_off` integer,
	`amount_off` integer,
	`currency` text,
	`minimum` integer,
	`max_redemptions` integer,
	`first_order_only` integer DEFAULT false NOT NULL,
	`expires_at` integer,
	`status` text NOT NULL,
	`coupon_id` text,
	`remote_id` text,
	`actor` text NOT NULL,
	`created_at` integer NOT NULL,
	`updated_at` integer NOT NULL,
	CONSTRAINT "discounts_one_kind" CHECK(("discounts"."percent_off" IS NULL) <> ("discounts"."amount_off" IS NULL)),
	CONSTRAINT "discounts_percent" CHECK("discounts"."percent_off" IS NULL OR "discounts"."percent_off" BETWEEN 1 AND 100),
	CONSTRAINT "discounts_amount" CHECK("discounts"."amount_off" IS NULL OR ("discounts"."amount_off" > 0 AND "discounts"."currency" IS NOT NULL)),
	CONSTRAINT "discounts_status" CHECK("discounts"."status" IN ('intended','active','ended','failed'))
);
--> statement-breakpoint
CREATE UNIQUE INDEX `discounts_code` ON `discounts` (`code`) WHERE "discounts"."status" IN ('intended','active');--> statement-breakpoint
CREATE UNIQUE INDEX `discounts_remote` ON `discounts` (`remote_id`);--> statement-breakpoint
CREATE TABLE `disputes` (
	`id` text PRIMARY KEY NOT NULL,
	`order_id` text NOT NULL,
	`remote_id` text NOT NULL,
	`amount` integer NOT NULL,
	`currency` text NOT NULL,
	`reason` text NOT NULL,
	`status` text NOT NULL,
	`held` integer DEFAULT false NOT NULL,
	`due_by` integer,
	`evidence` text,
	`answered_by` text,
	`answered_at` integer,
	`opened_at` integer NOT NULL,
	`closed_at` integer,
	`updated_at` integer NOT NULL,
	FOREIGN KEY (`order_id`) REFERENCES `orders`(`id`) ON UPDATE no action ON DELETE no action,
	CONSTRAINT "disputes_amount" CHECK("disputes"."amount" > 0),
	CONSTRAINT "disputes_status_known" CHECK("disputes"."status" IN ('inquiry','needs_response','under_review','won','lost','withdrawn')),
	CONSTRAINT "disputes_closed" CHECK("disputes"."status" NOT IN ('won','lost','withdrawn') OR "disputes"."closed_at" IS NOT NULL)
);
--> statement-breakpoint
CREATE UNIQUE INDEX `disputes_remote` ON `disputes` (`remote_id`);--> statement-breakpoint
CREATE INDEX `disputes_order` ON `disputes` (`order_id`);--> statement-breakpoint
CREATE INDEX `disputes_status` ON `disputes` (`status`,`due_by`);--> statement-breakpoint
CREATE TABLE `ledger_entries` (
	`id` text PRIMARY KEY NOT NULL,
	`source` text NOT NULL,
	`source_id` text NOT NULL,
	`memo` text NOT NULL,
	`at` integer NOT NULL,
	`posted_at` integer NOT NULL
);
--> statement-breakpoint
CREATE UNIQUE INDEX `ledger_entries_once` ON `ledger_entries` (`source`,`source_id`);--> statement-breakpoint
CREATE INDEX `ledger_entries_at` ON `ledger_entries` (`at`);--> statement-breakpoint
CREATE TABLE `ledger_postings` (
	`entry_id` text NOT NULL,
	`position` integer NOT NULL,
	`account` text NOT NULL,
	`amount` integer NOT NULL,
	`currency` text NOT NULL,
	PRIMARY KEY(`entry_id`, `position`),
	CONSTRAINT "ledger_postings_amount" CHECK(typeof("ledger_postings"."amount") = 'integer' AND "ledger_postings"."amount" <> 0),
	CONSTRAINT "ledger_postings_currency" CHECK("ledger_postings"."currency" GLOB '[A-Z][A-Z][A-Z]')
);
--> statement-breakpoint
CREATE INDEX `ledger_postings_account` ON `ledger_postings` (`account`,`currency`,`amount`);--> statement-breakpoint
ALTER TABLE `orders` ADD `tax_country` text;--> statement-breakpoint
ALTER TABLE `orders` ADD `discount_code` text;--> statement-breakpoint
-- An entry is written after its postings and seals them: what does not add up to zero in every currency is refused with its whole batch.
CREATE TRIGGER `ledger_entries_balanced` BEFORE INSERT ON `ledger_entries`
WHEN EXISTS (SELECT 1 FROM `ledger_postings` WHERE `entry_id` = NEW.`id` GROUP BY `currency` HAVING sum(`amount`) <> 0)
  OR (SELECT count(*) FROM `ledger_postings` WHERE `entry_id` = NEW.`id`) < 2
BEGIN
  SELECT RAISE(ABORT, 'ledger_entry_unbalanced');
END;
--> statement-breakpoint
CREATE TRIGGER `ledger_postings_sealed` BEFORE INSERT ON `ledger_postings`
WHEN EXISTS (SELECT 1 FROM `ledger_entries` WHERE `id` = NEW.`entry_id`)
BEGIN
  SELECT RAISE(ABORT, 'ledger_entry_sealed');
END;
--> statement-breakpoint
CREATE TRIGGER `ledger_entries_keep` BEFORE UPDATE ON `ledger_entries`
BEGIN
  SELECT RAISE(ABORT, 'ledger_is_append_only');
END;
--> statement-breakpoint
CREATE TRIGGER `ledger_entries_stay` BEFORE DELETE ON `ledger_entries`
BEGIN
  SELECT RAISE(ABORT, 'ledger_is_append_only');
END;
--> statement-breakpoint
CREATE TRIGGER `ledger_postings_keep` BEFORE UPDATE ON `ledger_postings`
BEGIN
  SELECT RAISE(ABORT, 'ledger_is_append_only');
END;
--> statement-breakpoint
CREATE TRIGGER `ledger_postings_stay` BEFORE DELETE ON `ledger_postings`
BEGIN
  SELECT RAISE(ABORT, 'ledger_is_append_only');
END;
