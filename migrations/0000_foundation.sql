CREATE TABLE `model_calls` (
	`id` text PRIMARY KEY NOT NULL,
	`prompt` text NOT NULL,
	`version` integer NOT NULL,
	`model` text NOT NULL,
	`subject` text NOT NULL,
	`tokens_in` integer NOT NULL,
	`tokens_out` integer NOT NULL,
	`cost_micros` integer NOT NULL,
	`millis` integer NOT NULL,
	`repairs` integer NOT NULL,
	`ok` integer NOT NULL,
	`error` text,
	`at` integer NOT NULL
);
--> statement-breakpoint
CREATE INDEX `model_calls_at` ON `model_calls` (`at`);--> statement-breakpoint
CREATE INDEX `model_calls_subject` ON `model_calls` (`subject`);--> statement-breakpoint
CREATE TABLE `outcomes` (
	`id` text PRIMARY KEY NOT NULL,
	`product_id` text NOT NULL,
	`day` text NOT NULL,
	`views` integer NOT NULL,
	`orders` integer NOT NULL,
	`revenue` integer NOT NULL,
	`refunds` integer NOT NULL,
	`by_source` text NOT NULL,
	`at` integer NOT NULL
);
--> statement-breakpoint
CREATE UNIQUE INDEX `outcomes_product_day` ON `outcomes` (`product_id`,`day`);--> statement-breakpoint
CREATE TABLE `proposals` (
	`id` text PRIMARY KEY NOT NULL,
	`author` text NOT NULL,
	`kind` text NOT NULL,
	`subject` text NOT NULL,
	`summary` text NOT NULL,
	`diff` text NOT NULL,
	`diff_hash` text NOT NULL,
	`predicted` text NOT NULL,
	`kill_criterion` text NOT NULL,
	`rollback` text NOT NULL,
	`status` text NOT NULL,
	`created_at` integer NOT NULL,
	`decided_at` integer,
	CONSTRAINT "proposals_status" CHECK("proposals"."status" IN ('open','accepted','rejected','stale'))
);
--> statement-breakpoint
CREATE UNIQUE INDEX `proposals_once` ON `proposals` (`subject`,`kind`,`diff_hash`);--> statement-breakpoint
CREATE INDEX `proposals_status` ON `proposals` (`status`,`created_at`);--> statement-breakpoint
CREATE TABLE `views` (
	`id` text PRIMARY KEY NOT NULL,
	`product_id` text NOT NULL,
	`day` text NOT NULL,
	`source` text NOT NULL,
	`count` integer NOT NULL
);
--> statement-breakpoint
CREATE UNIQUE INDEX `views_product_day_source` ON `views` (`product_id`,`day`,`source`);--> statement-breakpoint
CREATE TABLE `cart_lines` (
	`cart_id` text NOT NULL,
	`product_id` text NOT NULL,
	`position` integer NOT NULL,
	PRIMARY KEY(`cart_id`, `product_id`),
	FOREIGN KEY (`cart_id`) REFERENCES `carts`(`id`) ON UPDATE no action ON DELETE no action,
	FOREIGN KEY (`product_id`) REFERENCES `products`(`id`) ON UPDATE no action ON DELETE no action
);
--> statement-breakpoint
CREATE TABLE `carts` (
	`id` text PRIMARY KEY NOT NULL,
	`status` text NOT NULL,
	`email` text,
	`utm` text NOT NULL,
	`created_at` integer NOT NULL,
	`updated_at` integer NOT NULL,
	CONSTRAINT "carts_status_known" CHECK("carts"."status" IN ('open','ordered','expired'))
);
--> statement-breakpoint
CREATE INDEX `carts_open` ON `carts` (`status`,`updated_at`);--> statement-breakpoint
CREATE TABLE `assets` (
	`id` text PRIMARY KEY NOT NULL,
	`product_id` text NOT NULL,
	`draft_id` text NOT NULL,
	`role` text NOT NULL,
	`name` text NOT NULL,
	`media_type` text NOT NULL,
	`bytes` integer NOT NULL,
	`sha256` text NOT NULL,
	`alt` text,
	`width` integer,
	`height` integer,
	`position` integer NOT NULL,
	`provenance` text NOT NULL,
	`created_at` integer NOT NULL,
	FOREIGN KEY (`product_id`) REFERENCES `products`(`id`) ON UPDATE no action ON DELETE no action,
	CONSTRAINT "assets_bytes" CHECK("assets"."bytes" > 0),
	CONSTRAINT "assets_sha256" CHECK(length("assets"."sha256") = 64)
);
--> statement-breakpoint
CREATE UNIQUE INDEX `assets_name` ON `assets` (`draft_id`,`name`);--> statement-breakpoint
CREATE INDEX `assets_product` ON `assets` (`product_id`,`role`,`position`);--> statement-breakpoint
CREATE INDEX `assets_sha` ON `assets` (`sha256`);--> statement-breakpoint
CREATE TABLE `drafts` (
	`id` text PRIMARY KEY NOT NULL,
	`product_id` text NOT NULL,
	`job_id` text NOT NULL,
	`status` text NOT NULL,
	`round` integer DEFAULT 1 NOT NULL,
	`content` text NOT NULL,
	`facts` text NOT NULL,
	`variants` text NOT NULL,
	`chosen` text NOT NULL,
	`scorecard` text NOT NULL,
	`decision` text,
	`reasons` text NOT NULL,
	`price_amount` integer NOT NULL,
	`currency` text NOT NULL,
	`price_why` text NOT NULL,
	`composer` text NOT NULL,
	`created_at` integer NOT NULL,
	`updated_at` integer NOT NULL,
	FOREIGN KEY (`product_id`) REFERENCES `products`(`id`) ON UPDATE no action ON DELETE no action,
	CONSTRAINT "drafts_price_positive" CHECK("drafts"."price_amount" > 0),
	CONSTRAINT "drafts_status_known" CHECK("drafts"."status" IN ('scoring','refused','waiting','approved','rejected','published'))
);
--> statement-breakpoint
CREATE INDEX `drafts_product` ON `drafts` (`product_id`);--> statement-breakpoint
CREATE INDEX `drafts_status` ON `drafts` (`status`,`created_at`);--> statement-breakpoint
CREATE UNIQUE INDEX `drafts_job` ON `drafts` (`job_id`);--> statement-breakpoint
CREATE TABLE `events` (
	`id` text PRIMARY KEY NOT NULL,
	`type` text NOT NULL,
	`subject` text NOT NULL,
	`sequence` integer NOT NULL,
	`data` text NOT NULL,
	`at` integer NOT NULL,
	`attempts` integer DEFAULT 0 NOT NULL,
	`sent_at` integer,
	`handled_at` integer,
	`error` text
);
--> statement-breakpoint
CREATE UNIQUE INDEX `events_sequence` ON `events` (`subject`,`sequence`);--> statement-breakpoint
CREATE INDEX `events_due` ON `events` (`handled_at`,`at`);--> statement-breakpoint
CREATE INDEX `events_type` ON `events` (`type`,`at`);--> statement-breakpoint
CREATE TABLE `reactions_done` (
	`event_id` text NOT NULL,
	`reaction` text NOT NULL,
	`at` integer NOT NULL,
	PRIMARY KEY(`event_id`, `reaction`)
);
--> statement-breakpoint
CREATE TABLE `webhooks_seen` (
	`source` text NOT NULL,
	`id` text NOT NULL,
	`type` text NOT NULL,
	`at` integer NOT NULL,
	`handled_at` integer,
	PRIMARY KEY(`source`, `id`)
);
--> statement-breakpoint
CREATE INDEX `webhooks_seen_at` ON `webhooks_seen` (`at`);--> statement-breakpoint
CREATE TABLE `product_ideas` (
	`id` text PRIMARY KEY NOT NULL,
	`fingerprint` text NOT NULL,
	`embedding` blob NOT NULL,
	`model` text NOT NULL,
	`dimension` integer NOT NULL,
	`meta` text NOT NULL,
	`score` real NOT NULL,
	`status` text NOT NULL,
	`created_at` integer NOT NULL
);
--> statement-breakpoint
CREATE UNIQUE INDEX `product_ideas_fingerprint` ON `product_ideas` (`fingerprint`);--> statement-breakpoint
CREATE INDEX `product_ideas_rank` ON `product_ideas` (`status`,`score`);--> statement-breakpoint
CREATE TABLE `sources` (
	`id` text PRIMARY KEY NOT NULL,
	`name` text NOT NULL,
	`url` text,
	`format` text NOT NULL,
	`licence` text NOT NULL,
	`sha256` text NOT NULL,
	`entries` integer NOT NULL,
	`kept` integer NOT NULL,
	`read_at` integer NOT NULL
);
--> statement-breakpoint
CREATE UNIQUE INDEX `sources_sha` ON `sources` (`sha256`);--> statement-breakpoint
CREATE TABLE `effects` (
	`run` text NOT NULL,
	`step` text NOT NULL,
	`n` integer NOT NULL,
	`result` text NOT NULL,
	`at` integer NOT NULL,
	PRIMARY KEY(`run`, `step`, `n`)
);
--> statement-breakpoint
CREATE TABLE `job_runs` (
	`name` text NOT NULL,
	`date_key` text NOT NULL,
	`started_at` integer NOT NULL,
	`finished_at` integer,
	`ok` integer,
	`result` text,
	PRIMARY KEY(`name`, `date_key`)
);
--> statement-breakpoint
CREATE INDEX `job_runs_started` ON `job_runs` (`name`,`started_at`);--> statement-breakpoint
CREATE TABLE `jobs` (
	`id` text PRIMARY KEY NOT NULL,
	`dag` text NOT NULL,
	`status` text NOT NULL,
	`stage` text NOT NULL,
	`input` text NOT NULL,
	`artifacts` text NOT NULL,
	`error` text,
	`actor` text NOT NULL,
	`restarts` integer DEFAULT 0 NOT NULL,
	`heartbeat_at` integer NOT NULL,
	`created_at` integer NOT NULL,
	`finished_at` integer,
	CONSTRAINT "jobs_status_known" CHECK("jobs"."status" IN ('queued','running','waiting','done','failed','cancelled'))
);
--> statement-breakpoint
CREATE INDEX `jobs_status` ON `jobs` (`status`,`heartbeat_at`);--> statement-breakpoint
CREATE INDEX `jobs_created` ON `jobs` (`created_at`);--> statement-breakpoint
CREATE TABLE `listings` (
	`id` text PRIMARY KEY NOT NULL,
	`product_id` text NOT NULL,
	`draft_id` text NOT NULL,
	`channel` text NOT NULL,
	`status` text NOT NULL,
	`remote_id` text,
	`url` text,
	`drift` text NOT NULL,
	`error` text,
	`verified_at` integer,
	`created_at` integer NOT NULL,
	`updated_at` integer NOT NULL,
	FOREIGN KEY (`product_id`) REFERENCES `products`(`id`) ON UPDATE no action ON DELETE no action,
	CONSTRAINT "listings_status_known" CHECK("listings"."status" IN ('pending','live','failed','drifted','withdrawn')),
	CONSTRAINT "listings_live_has_url" CHECK("listings"."status" <> 'live' OR "listings"."url" IS NOT NULL)
);
--> statement-breakpoint
CREATE UNIQUE INDEX `listings_product_channel` ON `listings` (`product_id`,`channel`);--> statement-breakpoint
CREATE INDEX `listings_status` ON `listings` (`status`,`verified_at`);--> statement-breakpoint
CREATE TABLE `posts` (
	`id` text PRIMARY KEY NOT NULL,
	`product_id` text NOT NULL,
	`network` text NOT NULL,
	`text` text NOT NULL,
	`link` text NOT NULL,
	`remote_url` text,
	`created_at` integer NOT NULL,
	FOREIGN KEY (`product_id`) REFERENCES `products`(`id`) ON UPDATE no action ON DELETE no action
);
--> statement-breakpoint
CREATE UNIQUE INDEX `posts_product_network` ON `posts` (`product_id`,`network`);--> statement-breakpoint
CREATE TABLE `downloads` (
	`id` text PRIMARY KEY NOT NULL,
	`entitlement_id` text NOT NULL,
	`asset_id` text NOT NULL,
	`range` text,
	`at` integer NOT NULL,
	FOREIGN KEY (`entitlement_id`) REFERENCES `entitlements`(`id`) ON UPDATE no action ON DELETE no action
);
--> statement-breakpoint
CREATE INDEX `downloads_entitlement` ON `downloads` (`entitlement_id`,`at`);--> statement-breakpoint
CREATE TABLE `entitlements` (
	`id` text PRIMARY KEY NOT NULL,
	`order_id` text NOT NULL,
	`product_id` text NOT NULL,
	`draft_id` text NOT NULL,
	`status` text NOT NULL,
	`granted_at` integer NOT NULL,
	`revoked_at` integer,
	FOREIGN KEY (`order_id`) REFERENCES `orders`(`id`) ON UPDATE no action ON DELETE no action,
	CONSTRAINT "entitlements_status" CHECK("entitlements"."status" IN ('active','revoked'))
);
--> statement-breakpoint
CREATE UNIQUE INDEX `entitlements_order_product` ON `entitlements` (`order_id`,`product_id`);--> statement-breakpoint
CREATE TABLE `order_lines` (
	`order_id` text NOT NULL,
	`product_id` text NOT NULL,
	`draft_id` text NOT NULL,
	`title` text NOT NULL,
	`amount` integer NOT NULL,
	`position` integer NOT NULL,
	PRIMARY KEY(`order_id`, `product_id`),
	FOREIGN KEY (`order_id`) REFERENCES `orders`(`id`) ON UPDATE no action ON DELETE no action,
	FOREIGN KEY (`product_id`) REFERENCES `products`(`id`) ON UPDATE no action ON DELETE no action,
	CONSTRAINT "order_lines_amount" CHECK("order_lines"."amount" > 0)
);
--> statement-breakpoint
CREATE INDEX `order_lines_product` ON `order_lines` (`product_id`);--> statement-breakpoint
CREATE TABLE `orders` (
	`id` text PRIMARY KEY NOT NULL,
	`number` integer NOT NULL,
	`cart_id` text,
	`status` text NOT NULL,
	`email` text,
	`currency` text NOT NULL,
	`subtotal` integer NOT NULL,
	`discount` integer DEFAULT 0 NOT NULL,
	`tax` integer DEFAULT 0 NOT NULL,
	`total` integer NOT NULL,
	`refunded` integer DEFAULT 0 NOT NULL,
	`checkout_id` text,
	`checkout_url` text,
	`payment_id` text,
	`paid_with` text,
	`utm` text NOT NULL,
	`placed_at` integer NOT NULL,
	`paid_at` integer,
	`updated_at` integer NOT NULL,
	CONSTRAINT "orders_total" CHECK("orders"."total" = "orders"."subtotal" - "orders"."discount" + "orders"."tax" AND "orders"."total" >= 0),
	CONSTRAINT "orders_refunded" CHECK("orders"."refunded" BETWEEN 0 AND "orders"."total"),
	CONSTRAINT "orders_paid_has_payment" CHECK("orders"."status" NOT IN ('paid','refunded','disputed') OR ("orders"."payment_id" IS NOT NULL AND "orders"."paid_at" IS NOT NULL)),
	CONSTRAINT "orders_status_known" CHECK("orders"."status" IN ('pending','processing','paid','refunded','expired','failed','disputed'))
);
--> statement-breakpoint
CREATE UNIQUE INDEX `orders_number` ON `orders` (`number`);--> statement-breakpoint
CREATE UNIQUE INDEX `orders_checkout` ON `orders` (`checkout_id`);--> statement-breakpoint
CREATE UNIQUE INDEX `orders_payment` ON `orders` (`payment_id`);--> statement-breakpoint
CREATE INDEX `orders_placed` ON `orders` (`placed_at`);--> statement-breakpoint
CREATE INDEX `orders_status` ON `orders` (`status`,`placed_at`);--> statement-breakpoint
CREATE TABLE `refunds` (
	`id` text PRIMARY KEY NOT NULL,
	`order_id` text NOT NULL,
	`amount` integer NOT NULL,
	`currency` text NOT NULL,
	`reason` text NOT NULL,
	`status` text NOT NULL,
	`remote_id` text,
	`actor` text NOT NULL,
	`created_at` integer NOT NULL,
	`updated_at` integer NOT NULL,
	FOREIGN KEY (`order_id`) REFERENCES `orders`(`id`) ON UPDATE no action ON DELETE no action,
	CONSTRAINT "refunds_amount" CHECK("refunds"."amount" > 0),
	CONSTRAINT "refunds_status" CHECK("refunds"."status" IN ('intended','issued','failed'))
);
--> statement-breakpoint
CREATE INDEX `refunds_order` ON `refunds` (`order_id`);--> statement-breakpoint
CREATE UNIQUE INDEX `refunds_remote` ON `refunds` (`remote_id`);--> statement-breakpoint
CREATE TABLE `products` (
	`id` text PRIMARY KEY NOT NULL,
	`slug` text NOT NULL,
	`kind` text NOT NULL,
	`stage` text NOT NULL,
	`title` text NOT NULL,
	`category` text NOT NULL,
	`audience` text NOT NULL,
	`summary` text DEFAULT '' NOT NULL,
	`price_amount` integer,
	`currency` text NOT NULL,
	`cover_asset` text,
	`brief` text NOT NULL,
	`draft` text,
	`listing` text,
	`metrics` text,
	`rating_sum` integer DEFAULT 0 NOT NULL,
	`rating_count` integer DEFAULT 0 NOT NULL,
	`live` integer DEFAULT false NOT NULL,
	`published_at` integer,
	`created_at` integer NOT NULL,
	`updated_at` integer NOT NULL,
	CONSTRAINT "products_price_positive" CHECK("products"."price_amount" IS NULL OR "products"."price_amount" > 0),
	CONSTRAINT "products_currency" CHECK(length("products"."currency") = 3),
	CONSTRAINT "products_stage" CHECK("products"."stage" IN ('brief','forge','gate','waiting','approved','refused','rejected','publish','live','withdrawn')),
	CONSTRAINT "products_live_has_draft" CHECK("products"."live" = 0 OR ("products"."draft" IS NOT NULL AND "products"."published_at" IS NOT NULL AND "products"."price_amount" IS NOT NULL))
);
--> statement-breakpoint
CREATE UNIQUE INDEX `products_slug` ON `products` (`slug`);--> statement-breakpoint
CREATE INDEX `products_live` ON `products` (`live`,`published_at`);--> statement-breakpoint
CREATE INDEX `products_kind` ON `products` (`live`,`kind`,`published_at`);--> statement-breakpoint
CREATE INDEX `products_price` ON `products` (`live`,`price_amount`);--> statement-breakpoint
CREATE TABLE `api_keys` (
	`id` text PRIMARY KEY NOT NULL,
	`name` text NOT NULL,
	`hash` text NOT NULL,
	`hint` text NOT NULL,
	`scopes` text NOT NULL,
	`created_at` integer NOT NULL,
	`last_used_at` integer,
	`revoked_at` integer,
	CONSTRAINT "api_keys_hash_length" CHECK(length("api_keys"."hash") = 64)
);
--> statement-breakpoint
CREATE UNIQUE INDEX `api_keys_hash` ON `api_keys` (`hash`);--> statement-breakpoint
CREATE TABLE `audit` (
	`id` text PRIMARY KEY NOT NULL,
	`operation` text NOT NULL,
	`subject` text NOT NULL,
	`actor` text NOT NULL,
	`detail` text NOT NULL,
	`at` integer NOT NULL
);
--> statement-breakpoint
CREATE INDEX `audit_subject` ON `audit` (`subject`,`at`);--> statement-breakpoint
CREATE INDEX `audit_at` ON `audit` (`at`);--> statement-breakpoint
CREATE TABLE `idempotency` (
	`actor` text NOT NULL,
	`key` text NOT NULL,
	`route` text NOT NULL,
	`body_hash` text NOT NULL,
	`status` integer,
	`body` text,
	`headers` text,
	`at` integer NOT NULL,
	PRIMARY KEY(`actor`, `route`, `key`)
);
--> statement-breakpoint
CREATE INDEX `idempotency_at` ON `idempotency` (`at`);--> statement-breakpoint
CREATE TABLE `must_change` (
	`never` integer NOT NULL,
	CONSTRAINT "must_change_matched_nothing" CHECK("must_change"."never" = 0)
);
--> statement-breakpoint
CREATE TABLE `sessions` (
	`hash` text PRIMARY KEY NOT NULL,
	`key_id` text NOT NULL,
	`created_at` integer NOT NULL,
	`expires_at` integer NOT NULL
);
--> statement-breakpoint
CREATE INDEX `sessions_expiry` ON `sessions` (`expires_at`);--> statement-breakpoint
CREATE TABLE `shop_facts` (
	`name` text PRIMARY KEY NOT NULL,
	`value` text NOT NULL
);
--> statement-breakpoint
CREATE TABLE `mails` (
	`id` text PRIMARY KEY NOT NULL,
	`key` text NOT NULL,
	`to` text NOT NULL,
	`subject` text NOT NULL,
	`text` text NOT NULL,
	`html` text NOT NULL,
	`created_at` integer NOT NULL
);
--> statement-breakpoint
CREATE UNIQUE INDEX `mails_key` ON `mails` (`key`);--> statement-breakpoint
CREATE INDEX `mails_created` ON `mails` (`created_at`);--> statement-breakpoint
CREATE TABLE `reviews` (
	`id` text PRIMARY KEY NOT NULL,
	`order_id` text NOT NULL,
	`product_id` text NOT NULL,
	`rating` integer NOT NULL,
	`text` text NOT NULL,
	`author` text NOT NULL,
	`created_at` integer NOT NULL,
	FOREIGN KEY (`order_id`) REFERENCES `orders`(`id`) ON UPDATE no action ON DELETE no action,
	FOREIGN KEY (`product_id`) REFERENCES `products`(`id`) ON UPDATE no action ON DELETE no action,
	CONSTRAINT "reviews_rating" CHECK("reviews"."rating" BETWEEN 1 AND 5)
);
--> statement-breakpoint
CREATE UNIQUE INDEX `reviews_order_product` ON `reviews` (`order_id`,`product_id`);--> statement-breakpoint
CREATE INDEX `reviews_product` ON `reviews` (`product_id`,`created_at`);--> statement-breakpoint
CREATE TABLE `tickets` (
	`id` text PRIMARY KEY NOT NULL,
	`status` text NOT NULL,
	`question` text NOT NULL,
	`email` text,
	`order_id` text,
	`answer` text NOT NULL,
	`cites` text NOT NULL,
	`answered_by` text NOT NULL,
	`created_at` integer NOT NULL,
	`updated_at` integer NOT NULL,
	CONSTRAINT "tickets_status" CHECK("tickets"."status" IN ('answered','waiting','closed'))
);
--> statement-breakpoint
CREATE INDEX `tickets_status` ON `tickets` (`status`,`created_at`);