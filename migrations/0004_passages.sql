CREATE TABLE `passage_centroids` (
	`model` text NOT NULL,
	`bucket` integer NOT NULL,
	`vector` blob NOT NULL,
	PRIMARY KEY(`model`, `bucket`)
);
--> statement-breakpoint
CREATE TABLE `passages` (
	`n` integer PRIMARY KEY NOT NULL,
	`id` text NOT NULL,
	`source` text NOT NULL,
	`title` text NOT NULL,
	`licence` text NOT NULL,
	`url` text NOT NULL,
	`text` text NOT NULL,
	`model` text DEFAULT '' NOT NULL,
	`dimension` integer DEFAULT 0 NOT NULL,
	`bucket` integer DEFAULT -1 NOT NULL,
	`vector` blob
);
--> statement-breakpoint
CREATE UNIQUE INDEX `passages_source_id` ON `passages` (`source`,`id`);--> statement-breakpoint
CREATE INDEX `passages_scan` ON `passages` (`model`,`bucket`);