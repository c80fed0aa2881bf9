import { gunzipSync, gzipSync, strFromU8, strToU8 } from "fflate"
import type { BackupPart } from "#schemas/backup.ts"
import { sha256 } from "#workers/lib/hash.ts"
import { toLines, toText, type Line } from "./lines.ts"

export async function packed(key: string, lines: Line[]): Promise<{ part: BackupPart; bytes: Uint8Array }> {
  const text = strToU8(toText(lines))
  // No time in the header: the same rows are the same bytes.
  const bytes = gzipSync(text, { mtime: 0 })
  return { bytes, part: { key, rows: lines.length, bytes: bytes.length, sha256: await sha256(bytes), content: await sha256(text) } }
}

/** The lines of a part, or an error that names it when a byte of it is not what was stored. */
export async function unpacked(part: BackupPart, bytes: Uint8Array | null): Promise<Line[]> {
  if (!bytes) throw new Error(`${part.key} is not there.`)
  if ((await sha256(bytes)) !== part.sha256) throw new Error(`${part.key} is not what was stored: its SHA-256 differs.`)
  const lines = toLines(strFromU8(gunzipSync(bytes)))
  if (lines.length !== part.rows) throw new Error(`${part.key} holds ${lines.length} rows instead of ${part.rows}.`)
  return lines
}
