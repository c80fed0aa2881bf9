/** As much of a Durable Object's SQLite as the twins use; `node:sqlite` can play it too, so that contract tests run outside workerd. */
export type Sql = { exec(query: string, ...values: (string | number | ArrayBuffer | null)[]): { toArray(): Record<string, unknown>[] } }

/** SQLite refuses values over 2 MB in a Durable Object. */
const pieceSize = 1_000_000

/** A twin's memory: JSON rows by kind and id in the order they came, and files in pieces. Each row type is named by its owner. */
export class Rows {
  readonly #sql: Sql
  constructor(sql: Sql) {
    this.#sql = sql
    sql.exec(
      "CREATE TABLE IF NOT EXISTS rows (n INTEGER PRIMARY KEY AUTOINCREMENT, kind TEXT NOT NULL, id TEXT NOT NULL, json TEXT NOT NULL, UNIQUE (kind, id))",
    )
    sql.exec("CREATE TABLE IF NOT EXISTS pieces (id TEXT NOT NULL, n INTEGER NOT NULL, bytes BLOB NOT NULL, PRIMARY KEY (id, n))")
  }
  /** A typed shelf of one kind. The type is the caller's promise: only this shelf writes rows of its kind. */
  of<T extends object>(kind: string) {
    const read = (row: Record<string, unknown>): T => JSON.parse(String(row.json))
    return {
      get: (id: string): T | null => {
        const row = this.#sql.exec("SELECT json FROM rows WHERE kind = ? AND id = ?", kind, id).toArray()[0]
        return row ? read(row) : null
      },
      put: (id: string, value: T): T => {
        const json = JSON.stringify(value)
        this.#sql.exec(
          "INSERT INTO rows (kind, id, json) VALUES (?, ?, ?) ON CONFLICT (kind, id) DO UPDATE SET json = ?",
          kind,
          id,
          json,
          json,
        )
        return value
      },
      /** Newest first. */
      all: (): T[] => this.#sql.exec("SELECT json FROM rows WHERE kind = ? ORDER BY n DESC", kind).toArray().map(read),
      drop: (id: string): void => void this.#sql.exec("DELETE FROM rows WHERE kind = ? AND id = ?", kind, id),
    }
  }
  isEmpty(): boolean {
    return this.#sql.exec("SELECT 1 FROM rows LIMIT 1").toArray().length === 0
  }
  /** A number that grows by one with each call: ids of vendors that count. */
  next(kind: string, from: number): number {
    const shelf = this.of<{ n: number }>("counter")
    return shelf.put(kind, { n: (shelf.get(kind)?.n ?? from) + 1 }).n
  }
  putFile(id: string, bytes: Uint8Array): void {
    this.#sql.exec("DELETE FROM pieces WHERE id = ?", id)
    for (let n = 0; n * pieceSize < bytes.length; n++) {
      const piece = Uint8Array.from(bytes.subarray(n * pieceSize, (n + 1) * pieceSize))
      this.#sql.exec("INSERT INTO pieces (id, n, bytes) VALUES (?, ?, ?)", id, n, piece.buffer)
    }
  }
  getFile(id: string): Blob | null {
    const pieces = this.#sql.exec("SELECT bytes FROM pieces WHERE id = ? ORDER BY n", id).toArray()
    return pieces.length ? new Blob(pieces.map((piece) => asBytes(piece.bytes))) : null
  }
}

// workerd hands out ArrayBuffers, node:sqlite Uint8Arrays.
function asBytes(value: unknown): ArrayBuffer {
  if (value instanceof ArrayBuffer) return value
  if (value instanceof Uint8Array) return Uint8Array.from(value).buffer
  throw new TypeError("A file piece is not bytes.")
}
