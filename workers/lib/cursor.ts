/** An opaque cursor: the sort key of the last row and its id. */
export function encodeCursor(parts: (string | number)[]): string {
  return btoa(JSON.stringify(parts)).replaceAll("+", "-").replaceAll("/", "_").replaceAll("=", "")
}

/** The parts of a cursor, or null when it is not one of ours. */
export function decodeCursor(cursor: string): (string | number)[] | null {
  try {
    const parts: unknown = JSON.parse(atob(cursor.replaceAll("-", "+").replaceAll("_", "/")))
    const ours = Array.isArray(parts) && parts.every((part) => typeof part === "string" || typeof part === "number")
    return ours ? parts : null
  } catch {
    return null
  }
}

/** A page of rows that sort by id, of which one more than `limit` was read: the cursor is the last id, if there is more. */
export function pageOf<R extends { id: string }, V>(
  rows: R[],
  limit: number,
  view: (row: R) => V,
): { items: V[]; nextCursor: string | null } {
  return { items: rows.slice(0, limit).map(view), nextCursor: rows.length > limit ? (rows[limit - 1]?.id ?? null) : null }
}
