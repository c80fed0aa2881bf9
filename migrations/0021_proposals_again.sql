DROP INDEX `proposals_once`;--> statement-breakpoint
ALTER TABLE `proposals` ADD `passing` text;--> statement-breakpoint
ALTER TABLE `proposals` ADD `source` text;--> statement-breakpoint
CREATE INDEX `proposals_source` ON `proposals` (`source`);--> statement-breakpoint
CREATE UNIQUE INDEX `proposals_once` ON `proposals` (`subject`,`kind`,`diff_hash`) WHERE "proposals"."passing" IS NULL AND "proposals"."status" <> 'stale';