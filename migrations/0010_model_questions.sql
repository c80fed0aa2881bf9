CREATE TABLE `model_questions` (
	`key` text PRIMARY KEY NOT NULL,
	`guard` text NOT NULL,
	`basis` text NOT NULL,
	`embedder` text NOT NULL,
	`dimension` integer NOT NULL,
	`vector` blob NOT NULL,
	FOREIGN KEY (`key`) REFERENCES `model_answers`(`key`) ON UPDATE no action ON DELETE cascade,
	CONSTRAINT "model_questions_vector" CHECK(length("model_questions"."vector") = 4 * "model_questions"."dimension")
);
--> statement-breakpoint
CREATE INDEX `model_questions_guard` ON `model_questions` (`guard`,`embedder`);--> statement-breakpoint
ALTER TABLE `model_calls` ADD `similar` integer DEFAULT false NOT NULL;