import { z } from "zod"

export const Value = z.union([
  z.string(),
  z.number(),
  z.null(),
  z.strictObject({ $blob: z.string() }),
  z.strictObject({ $sealed: z.string() }),
])
export type Value = z.infer<typeof Value>
export type Line = Record<string, Value>
const Line = z.record(z.string(), Value)

/** A row as D1 gives it, as a line can hold it: D1 answers blobs as lists of bytes, Durable Objects as buffers. */
export function lineOf(row: Record<string, unknown>): Line {
  return Object.fromEntries(Object.entries(row).map(([column, value]) => [column, valueOf(value)]))
}

function valueOf(value: unknown): Value {
  if (value === null || typeof value === "string" || typeof value === "number") return value
  if (Array.isArray(value)) return { $blob: toBase64(Uint8Array.from(value)) }
  if (value instanceof ArrayBuffer) return { $blob: toBase64(new Uint8Array(value)) }
  throw new TypeError(`A backup cannot hold a ${typeof value}.`)
}

export const toText = (lines: Line[]): string => lines.map((line) => `${JSON.stringify(line)}\n`).join("")
export const toLines = (text: string): Line[] => text.split("\n").flatMap((line) => (line ? [Line.parse(JSON.parse(line))] : []))

/** The value as the database takes it; what is sealed must have been opened before. */
export function bound(value: Value): string | number | null | ArrayBuffer {
  if (value === null || typeof value !== "object") return value
  if ("$sealed" in value) throw new TypeError("A sealed value is opened with the owner's key before it is restored.")
  return Uint8Array.from(atob(value.$blob), (sign) => sign.charCodeAt(0)).buffer
}

function toBase64(bytes: Uint8Array): string {
  let text = ""
  for (const byte of bytes) text += String.fromCharCode(byte)
  return btoa(text)
}
