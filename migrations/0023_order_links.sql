ALTER TABLE `orders` ADD `links` integer DEFAULT 0 NOT NULL;--> statement-breakpoint
CREATE INDEX `tickets_order` ON `tickets` (`order_id`);