CREATE TABLE `funnel_days` (
	`day` text NOT NULL,
	`step` text NOT NULL,
	`source` text NOT NULL,
	`medium` text DEFAULT '' NOT NULL,
	`campaign` text DEFAULT '' NOT NULL,
	`count` integer NOT NULL,
	PRIMARY KEY(`day`, `step`, `source`, `medium`, `campaign`),
	CONSTRAINT "funnel_days_step" CHECK("funnel_days"."step" IN ('view','search','search_empty','cart','checkout','paid'))
);
--> statement-breakpoint
CREATE TABLE `ledger_days` (
	`day` text NOT NULL,
	`account` text NOT NULL,
	`currency` text NOT NULL,
	`amount` integer NOT NULL,
	`entries` integer NOT NULL,
	PRIMARY KEY(`day`, `account`, `currency`)
);
--> statement-breakpoint
CREATE TABLE `metric_figures` (
	`name` text NOT NULL,
	`days` integer NOT NULL,
	`day` text NOT NULL,
	`value` real,
	`n` integer NOT NULL,
	`why` text,
	`parts` text NOT NULL,
	`at` integer NOT NULL,
	PRIMARY KEY(`name`, `days`, `day`),
	CONSTRAINT "metric_figures_missing_says_why" CHECK("metric_figures"."value" IS NOT NULL OR "metric_figures"."why" IS NOT NULL)
);
--> statement-breakpoint
ALTER TABLE `orders` ADD `customer` text;--> statement-breakpoint
CREATE INDEX `orders_paid` ON `orders` (`paid_at`);--> statement-breakpoint
CREATE INDEX `orders_customer` ON `orders` (`customer`,`paid_at`);--> statement-breakpoint
CREATE INDEX `orders_unhashed` ON `orders` (`paid_at`) WHERE customer IS NULL AND email IS NOT NULL AND paid_at IS NOT NULL;--> statement-breakpoint
CREATE INDEX `job_runs_at` ON `job_runs` (`started_at`);--> statement-breakpoint
CREATE INDEX `refunds_status` ON `refunds` (`status`,`updated_at`);--> statement-breakpoint
CREATE INDEX `reviews_created` ON `reviews` (`created_at`);--> statement-breakpoint
CREATE INDEX `tickets_created` ON `tickets` (`created_at`);--> statement-breakpoint
-- What happened before this day, summed once; from here on the triggers add to it.
INSERT INTO `ledger_days`
SELECT date(e.`at` / 1000, 'unixepoch'), p.`account`, p.`currency`, sum(p.`amount`), count(DISTINCT e.`id`)
FROM `ledger_entries` e JOIN `ledger_postings` p ON p.`entry_id` = e.`id` GROUP BY 1, 2, 3;
--> statement-breakpoint
INSERT INTO `funnel_days` (`day`, `step`, `source`, `count`) SELECT `day`, 'view', `source`, sum(`count`) FROM `views` GROUP BY 1, 3;
--> statement-breakpoint
INSERT INTO `funnel_days`
SELECT date(`created_at` / 1000, 'unixepoch'), 'cart', coalesce(json_extract(`utm`, '$.source'), 'direct'), coalesce(json_extract(`utm`, '$.medium'), ''), coalesce(json_extract(`utm`, '$.campaign'), ''), count(*)
FROM `carts` GROUP BY 1, 3, 4, 5;
--> statement-breakpoint
INSERT INTO `funnel_days`
SELECT date(`placed_at` / 1000, 'unixepoch'), 'checkout', coalesce(json_extract(`utm`, '$.source'), 'direct'), coalesce(json_extract(`utm`, '$.medium'), ''), coalesce(json_extract(`utm`, '$.campaign'), ''), count(*)
FROM `orders` GROUP BY 1, 3, 4, 5;
--> statement-breakpoint
INSERT INTO `funnel_days`
SELECT date(`paid_at` / 1000, 'unixepoch'), 'paid', coalesce(json_extract(`utm`, '$.source'), 'direct'), coalesce(json_extract(`utm`, '$.medium'), ''), coalesce(json_extract(`utm`, '$.campaign'), ''), count(*)
FROM `orders` WHERE `paid_at` IS NOT NULL GROUP BY 1, 3, 4, 5;
--> statement-breakpoint
-- Whoever rebuilds carts or orders makes these again: a dropped table takes its triggers along.
CREATE TRIGGER `ledger_entries_by_day` AFTER INSERT ON `ledger_entries`
BEGIN
  INSERT INTO `ledger_days` (`day`, `account`, `currency`, `amount`, `entries`)
  SELECT date(NEW.`at` / 1000, 'unixepoch'), `account`, `currency`, sum(`amount`), 1 FROM `ledger_postings` WHERE `entry_id` = NEW.`id` GROUP BY `account`, `currency`
  ON CONFLICT (`day`, `account`, `currency`) DO UPDATE SET `amount` = `amount` + excluded.`amount`, `entries` = `entries` + 1;
END;
--> statement-breakpoint
CREATE TRIGGER `carts_counted` AFTER INSERT ON `carts`
BEGIN
  INSERT INTO `funnel_days` (`day`, `step`, `source`, `medium`, `campaign`, `count`)
  VALUES (date(NEW.`created_at` / 1000, 'unixepoch'), 'cart', coalesce(json_extract(NEW.`utm`, '$.source'), 'direct'), coalesce(json_extract(NEW.`utm`, '$.medium'), ''), coalesce(json_extract(NEW.`utm`, '$.campaign'), ''), 1)
  ON CONFLICT (`day`, `step`, `source`, `medium`, `campaign`) DO UPDATE SET `count` = `count` + 1;
END;
--> statement-breakpoint
CREATE TRIGGER `orders_counted` AFTER INSERT ON `orders`
BEGIN
  INSERT INTO `funnel_days` (`day`, `step`, `source`, `medium`, `campaign`, `count`)
  VALUES (date(NEW.`placed_at` / 1000, 'unixepoch'), 'checkout', coalesce(json_extract(NEW.`utm`, '$.source'), 'direct'), coalesce(json_extract(NEW.`utm`, '$.medium'), ''), coalesce(json_extract(NEW.`utm`, '$.campaign'), ''), 1)
  ON CONFLICT (`day`, `step`, `source`, `medium`, `campaign`) DO UPDATE SET `count` = `count` + 1;
END;
--> statement-breakpoint
CREATE TRIGGER `orders_paid_counted` AFTER UPDATE OF `paid_at` ON `orders` WHEN OLD.`paid_at` IS NULL AND NEW.`paid_at` IS NOT NULL
BEGIN
  INSERT INTO `funnel_days` (`day`, `step`, `source`, `medium`, `campaign`, `count`)
  VALUES (date(NEW.`paid_at` / 1000, 'unixepoch'), 'paid', coalesce(json_extract(NEW.`utm`, '$.source'), 'direct'), coalesce(json_extract(NEW.`utm`, '$.medium'), ''), coalesce(json_extract(NEW.`utm`, '$.campaign'), ''), 1)
  ON CONFLICT (`day`, `step`, `source`, `medium`, `campaign`) DO UPDATE SET `count` = `count` + 1;
END;
