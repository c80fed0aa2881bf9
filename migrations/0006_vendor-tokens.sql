CREATE TABLE `vendor_tokens` (
	`name` text PRIMARY KEY NOT NULL,
	`mark` text NOT NULL,
	`sealed` text NOT NULL,
	`updated_at` integer NOT NULL
);
