-- The words of `passages` under the same number; the texts themselves are kept once, in `passages`. Vectors come with the next re-embed run.
INSERT INTO `passages` (`id`, `source`, `title`, `licence`, `url`, `text`)
SELECT id, source, max(title), max(licence), max(url), max(text) FROM `passage_search` GROUP BY source, id;
--> statement-breakpoint
DROP TABLE `passage_search`;
--> statement-breakpoint
CREATE VIRTUAL TABLE `passage_search` USING fts5(title, text, content = '', contentless_delete = 1, tokenize = 'porter unicode61 remove_diacritics 2');
--> statement-breakpoint
INSERT INTO `passage_search` (rowid, title, text) SELECT n, title, text FROM `passages`;
--> statement-breakpoint
CREATE VIRTUAL TABLE `product_words` USING fts5vocab('product_search', 'row');
