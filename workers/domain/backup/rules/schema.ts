export type SchemaRow = { type: "table" | "index" | "trigger" | "view"; name: string; tableName: string; sql: string | null }

/** Tables that a backup leaves out, and why. */
export const passing: Record<string, string> = {
  sessions: "signs in again",
  idempotency: "answers kept for a day",
  rate_bins: "windows of minutes",
  must_change: "never holds a row",
}

const isVirtual = (sql: string) => /^\s*CREATE VIRTUAL TABLE/i.test(sql)
/** An index that keeps no texts, or one that only shows another: both are made again from what they stand for. */
const isDerived = (sql: string) => isVirtual(sql) && (/content\s*=\s*''/.test(sql) || /fts5vocab/i.test(sql))

export type Plan = { schema: { type: SchemaRow["type"]; name: string; sql: string }[]; tables: string[] }

/** What there is to keep: the definitions, tables before those that refer to them, and the tables whose rows are kept. */
export function planOf(rows: readonly SchemaRow[]): Plan {
  const virtual = rows.filter(({ sql }) => sql && isVirtual(sql)).map(({ name }) => name)
  const shadow = (name: string) => virtual.some((table) => name.startsWith(`${table}_`))
  const system = (name: string) => /^(?:sqlite_|_cf_|d1_)/.test(name)
  const own = rows.flatMap(({ type, name, tableName, sql }) =>
    sql === null || system(name) || system(tableName) || shadow(name) ? [] : [{ type, name, sql }],
  )
  const tables = byReference(own.filter(({ type }) => type === "table"))
  const rest = own.filter(({ type }) => type !== "table")
  return {
    schema: [...tables, ...rest],
    tables: tables.filter(({ name, sql }) => !isDerived(sql) && !(name in passing)).map(({ name }) => name),
  }
}

/** SQLite checks references row by row, so what is referred to comes first. */
function byReference<T extends { name: string; sql: string }>(tables: T[]): T[] {
  const placed = new Set<string>()
  const sorted: T[] = []
  let left = tables.toSorted((a, b) => (a.name < b.name ? -1 : 1))
  while (left.length > 0) {
    const ready = left.filter(({ name, sql }) => referredBy(sql).every((other) => other === name || placed.has(other)))
    if (ready.length === 0) throw new Error(`These tables refer to one another in a circle: ${left.map(({ name }) => name).join(", ")}.`)
    for (const table of ready) {
      placed.add(table.name)
      sorted.push(table)
    }
    left = left.filter(({ name }) => !placed.has(name))
  }
  return sorted
}

const referredBy = (sql: string): string[] => Array.from(sql.matchAll(/REFERENCES\s+[`"]?(\w+)/gi), ([, name = ""]) => name)

/** Statements that make again what is not kept, once the rows are in. */
export const rebuilt = ["INSERT INTO passage_search (rowid, title, text) SELECT n, title, text FROM passages"]
