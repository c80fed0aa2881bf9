CREATE TABLE `operator_letters` (
	`key` text PRIMARY KEY NOT NULL,
	`subject` text NOT NULL,
	`text` text NOT NULL,
	`at` integer NOT NULL,
	`attempts` integer DEFAULT 0 NOT NULL,
	`due_at` integer NOT NULL,
	`sent_at` integer,
	`error` text
);
--> statement-breakpoint
CREATE INDEX `operator_letters_due` ON `operator_letters` (`sent_at`,`due_at`);--> statement-breakpoint
CREATE INDEX `operator_letters_at` ON `operator_letters` (`at`);--> statement-breakpoint
ALTER TABLE `product_ideas` ADD `taken_at` integer;--> statement-breakpoint
ALTER TABLE `product_ideas` ADD `taken_by` text;--> statement-breakpoint
ALTER TABLE `product_ideas` ADD `tries` integer DEFAULT 0 NOT NULL;