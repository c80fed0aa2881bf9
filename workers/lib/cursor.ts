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
