import { matchExpression, type IndexedPassage, type Search } from "./search.ts"

type Row = { id: string; source: string; title: string; licence: string; url: string; text: string }

/** FTS5 with BM25 in D1: no service, no key. Titles weigh three times as much as texts. */
export function embeddedSearch(d1: D1Database): Search {
  return {
    name: "fts5",
    mode: "embedded",
    async index(source, passages) {
      const insert = d1.prepare("INSERT INTO passage_search (id, source, title, licence, url, text) VALUES (?, ?, ?, ?, ?, ?)")
      await d1.batch([
        d1.prepare("DELETE FROM passage_search WHERE source = ?").bind(source),
        ...passages.map((passage) => insert.bind(passage.id, source, passage.title, passage.licence, passage.url, passage.text)),
      ])
    },
    async find(query, { limit, sources }) {
      const expression = matchExpression(query, "OR")
      if (expression === null) return []
      // Not LIKE: D1 takes patterns of 50 bytes at most, and the address of a page is longer.
      const narrowed = sources ? `AND (${sources.map(() => "substr(source, 1, length(?)) = ?").join(" OR ")})` : ""
      const { results } = await d1
        .prepare(
          `SELECT id, source, title, licence, url, text FROM passage_search
           WHERE passage_search MATCH ? ${narrowed} ORDER BY bm25(passage_search, 0, 0, 3, 0, 0, 1) LIMIT ?`,
        )
        .bind(expression, ...(sources ?? []).flatMap((source) => [source, source]), limit)
        .all<Row>()
      return results satisfies IndexedPassage[]
    },
  }
}
