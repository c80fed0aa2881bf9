CREATE TABLE `stale_vectors` (
	`key` text PRIMARY KEY NOT NULL
);
--> statement-breakpoint
ALTER TABLE `passages` ADD `key` text DEFAULT '' NOT NULL;--> statement-breakpoint
ALTER TABLE `passages` ADD `served` integer DEFAULT false NOT NULL;--> statement-breakpoint
ALTER TABLE `passages` ADD `fetched_at` integer;--> statement-breakpoint
ALTER TABLE `passages` ADD `sha256` text;--> statement-breakpoint
CREATE INDEX `passages_key` ON `passages` (`key`);--> statement-breakpoint
CREATE INDEX `passages_unserved` ON `passages` (`model`) WHERE served = 0;