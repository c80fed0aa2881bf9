CREATE TABLE `decision_links` (
	`seq` integer PRIMARY KEY NOT NULL,
	`decision_id` text NOT NULL,
	`prev` text NOT NULL,
	`hash` text NOT NULL,
	`at` integer NOT NULL,
	FOREIGN KEY (`decision_id`) REFERENCES `decisions`(`id`) ON UPDATE no action ON DELETE no action
);
--> statement-breakpoint
CREATE UNIQUE INDEX `decision_links_decision_id_unique` ON `decision_links` (`decision_id`);--> statement-breakpoint
CREATE TABLE `decisions` (
	`id` text PRIMARY KEY NOT NULL,
	`run` text NOT NULL,
	`agent` text NOT NULL,
	`decision` text NOT NULL,
	`rule` text NOT NULL,
	`version` integer NOT NULL,
	`subject` text NOT NULL,
	`input` text NOT NULL,
	`heard` text NOT NULL,
	`tools` text NOT NULL,
	`output` text NOT NULL,
	`why` text NOT NULL,
	`at` integer NOT NULL
);
--> statement-breakpoint
CREATE INDEX `decisions_run` ON `decisions` (`run`,`id`);--> statement-breakpoint
CREATE INDEX `decisions_subject` ON `decisions` (`subject`,`id`);