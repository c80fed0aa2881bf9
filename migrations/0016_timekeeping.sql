ALTER TABLE `carts` ADD `remind_asked_at` integer;--> statement-breakpoint
ALTER TABLE `carts` ADD `reminded_at` integer;--> statement-breakpoint
ALTER TABLE `job_runs` ADD `due_at` integer;--> statement-breakpoint
ALTER TABLE `job_runs` ADD `attempts` integer DEFAULT 1 NOT NULL;--> statement-breakpoint
ALTER TABLE `job_runs` ADD `lease_until` integer;--> statement-breakpoint
ALTER TABLE `job_runs` ADD `retry_at` integer;--> statement-breakpoint
ALTER TABLE `job_runs` ADD `ms` integer;--> statement-breakpoint
ALTER TABLE `job_runs` ADD `rows_read` integer;--> statement-breakpoint
ALTER TABLE `job_runs` ADD `rows_written` integer;--> statement-breakpoint
ALTER TABLE `tickets` ADD `intent` text;--> statement-breakpoint
ALTER TABLE `tickets` ADD `escalated_at` integer;--> statement-breakpoint
ALTER TABLE `tickets` ADD `breached_at` integer;