CREATE TABLE `ticket_replies` (
	`id` text PRIMARY KEY NOT NULL,
	`ticket_id` text NOT NULL,
	`position` integer NOT NULL,
	`letter` text,
	`subject` text NOT NULL,
	`text` text NOT NULL,
	`vault` text,
	`author` text NOT NULL,
	`created_at` integer NOT NULL,
	`sent_at` integer,
	`unsent` text,
	FOREIGN KEY (`ticket_id`) REFERENCES `tickets`(`id`) ON UPDATE no action ON DELETE cascade,
	CONSTRAINT "ticket_replies_position" CHECK("ticket_replies"."position" > 0)
);
--> statement-breakpoint
CREATE UNIQUE INDEX `ticket_replies_position` ON `ticket_replies` (`ticket_id`,`position`);--> statement-breakpoint
CREATE INDEX `ticket_replies_due` ON `ticket_replies` (`sent_at`,`created_at`);