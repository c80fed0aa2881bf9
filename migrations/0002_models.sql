CREATE TABLE `model_answers` (
	`key` text PRIMARY KEY NOT NULL,
	`prompt` text NOT NULL,
	`version` integer NOT NULL,
	`model` text NOT NULL,
	`output` text NOT NULL,
	`at` integer NOT NULL
);
--> statement-breakpoint
CREATE INDEX `model_answers_at` ON `model_answers` (`at`);--> statement-breakpoint
ALTER TABLE `model_calls` ADD `attempts` integer DEFAULT 1 NOT NULL;--> statement-breakpoint
ALTER TABLE `model_calls` ADD `cached` integer DEFAULT false NOT NULL;