import { readFileSync, readdirSync } from "node:fs"
import { DatabaseSync, type SQLInputValue } from "node:sqlite"
import { inRoot } from "../paths.ts"

/**
 * The project's migrations on Node's own SQLite, behind as much of D1's interface as the search adapter uses. It measures the
 * algorithm; a deployed D1 adds its network. `read` counts the rows that were handed over.
 */
export function memoryD1(): { d1: D1Database; read: () => number } {
  const db = new DatabaseSync(":memory:")
  let rows = 0
  for (const file of readdirSync(inRoot("migrations"))
    .filter((name) => name.endsWith(".sql"))
    .toSorted())
    db.exec(readFileSync(inRoot(`migrations/${file}`), "utf8").replaceAll("--> statement-breakpoint", ""))
  const prepare = (sql: string, bound: SQLInputValue[] = []) => {
    const run = () => {
      const results = db.prepare(sql).all(...bound)
      rows += results.length
      return { results, success: true, meta: {} }
    }
    return {
      bind: (...values: SQLInputValue[]) => prepare(sql, values),
      all: async () => run(),
      run: async () => run(),
      first: async (column: string) => run().results[0]?.[column] ?? null,
      execute: run,
    }
  }
  const batch = async (statements: ReturnType<typeof prepare>[]) => {
    db.exec("BEGIN")
    try {
      const results = statements.map((statement) => statement.execute())
      db.exec("COMMIT")
      return results
    } catch (error) {
      db.exec("ROLLBACK")
      throw error
    }
  }
  return { d1: { prepare, batch } as unknown as D1Database, read: () => rows }
}
