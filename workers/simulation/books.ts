import { AsyncLocalStorage } from "node:async_hooks"

type Value = ArrayBuffer | string | number | null
/** A statement with its values, as it may cross from one object to another. */
export type Query = { text: string; values: Value[] }
/** What one answers: rows in the order of their columns, and what D1 would report of it. */
export type Answer = { columns: string[]; rows: unknown[][]; read: number; written: number; changes: number; lastId: number }
/** Runs statements in one transaction: all or none of them. */
export type Run = (queries: Query[]) => Answer[] | Promise<Answer[]>

const bound = (value: unknown): Value => {
  if (value === null || typeof value === "string" || typeof value === "number") return value
  if (typeof value === "boolean") return value ? 1 : 0
  if (value instanceof ArrayBuffer) return value
  if (ArrayBuffer.isView(value)) return new Uint8Array(value.buffer, value.byteOffset, value.byteLength).slice().buffer
  throw new TypeError(`D1_TYPE_ERROR: Type '${typeof value}' not supported for value '${String(value)}'`)
}

// D1 hands bytes over as numbers.
const shown = (value: unknown) => (value instanceof ArrayBuffer ? Array.from(new Uint8Array(value)) : value)

/** Runs statements on the SQLite of the object that calls, in a transaction, without leaving its thread. */
export function runOn(storage: DurableObjectStorage): Run {
  const { sql } = storage
  const changed = () => sql.exec<{ changes: number; lastId: number }>("SELECT changes() AS changes, last_insert_rowid() AS lastId").one()
  const one = ({ text, values }: Query): Answer => {
    const cursor = sql.exec(text, ...values)
    const rows = Array.from(cursor.raw(), (row) => row.map(shown))
    const { changes, lastId } = cursor.rowsWritten > 0 ? changed() : { changes: 0, lastId: 0 }
    return { columns: cursor.columnNames, rows, read: cursor.rowsRead, written: cursor.rowsWritten, changes, lastId }
  }
  return (queries) => {
    try {
      const [first] = queries
      return first && queries.length === 1 ? [one(first)] : storage.transactionSync(() => queries.map(one))
    } catch (error) {
      throw new Error(`D1_ERROR: ${error instanceof Error ? error.message : String(error)}`, { cause: error })
    }
  }
}

/** The statements of whoever plays the market run where it is; everybody else's cross over to it. */
export const atHome = new AsyncLocalStorage<Run>()

const meta = ({ read, written, changes, lastId }: Answer): D1Meta & Record<string, unknown> => ({
  duration: 0,
  size_after: 0,
  rows_read: read,
  rows_written: written,
  last_row_id: lastId,
  changed_db: changes > 0,
  changes,
})

const asObjects = ({ columns, rows }: Answer) => rows.map((row) => Object.fromEntries(columns.map((name, at) => [name, row[at]])))
const result = (answer: Answer) => ({ success: true as const, results: asObjects(answer), meta: meta(answer) })

class Statement {
  readonly query: Query
  readonly #run: Run
  constructor(query: Query, run: Run) {
    this.query = query
    this.#run = run
  }
  bind(...values: unknown[]): Statement {
    return new Statement({ text: this.query.text, values: values.map(bound) }, this.#run)
  }
  async #answer(): Promise<Answer> {
    const [answer] = await this.#run([this.query])
    if (!answer) throw new Error("No statement was run.")
    return answer
  }
  async all() {
    return result(await this.#answer())
  }
  async run() {
    return this.all()
  }
  async raw({ columnNames = false } = {}) {
    const { columns, rows } = await this.#answer()
    return columnNames ? [columns, ...rows] : rows
  }
  async first(column?: string) {
    const [row] = asObjects(await this.#answer())
    return row === undefined ? null : column === undefined ? row : row[column]
  }
}

/**
 * D1 without its way there: what Cloudflare's D1 is made of is SQLite in a Durable Object, and here the market stands in that object, so
 * that a statement is a call and no request. The same statements, limits and transactions; a test compares both.
 */
export function playedD1(away: Run): D1Database {
  const run: Run = (queries) => (atHome.getStore() ?? away)(queries)
  const d1 = {
    prepare: (text: string) => new Statement({ text, values: [] }, run),
    batch: async (statements: Statement[]) => (await run(statements.map(({ query }) => query))).map(result),
  }
  // As much of D1's interface as the shop uses.
  return d1 as unknown as D1Database
}
