-- Full-text indexes of the embedded search adapter (workers/adapters/search/embedded.ts). FTS5 cannot be said in drizzle's schema.
CREATE VIRTUAL TABLE `product_search` USING fts5(id UNINDEXED, title, tags, audience, body, tokenize = 'porter unicode61 remove_diacritics 2', prefix = '2 3');
--> statement-breakpoint
CREATE VIRTUAL TABLE `passage_search` USING fts5(id UNINDEXED, source UNINDEXED, title, licence UNINDEXED, url UNINDEXED, text, tokenize = 'porter unicode61 remove_diacritics 2');
