/** Bytes under their own SHA-256, so that storing the same file twice is storing it once. One implementation: R2. */
export type Files = {
  name: string
  put(sha256: string, bytes: Uint8Array, mediaType: string): Promise<void>
  /** The whole file, or the range that `headers` asks for (RFC 9110 §14); null when there is none. */
  get(sha256: string, headers?: Headers): Promise<StoredFile | null>
}
export type StoredFile = { body: ReadableStream; size: number; range: { offset: number; length: number } | null; mediaType: string }

/** A range that begins beyond the end of the file; `size` is the file's, in bytes. */
export class OutOfRange extends Error {
  override name = "OutOfRange"
  readonly size: number
  constructor(size: number) {
    super(`The file has ${size} bytes; the range lies beyond them.`)
    this.size = size
  }
}

export function r2(bucket: R2Bucket): Files {
  return {
    name: "r2",
    async put(sha256, bytes, mediaType) {
      if (await bucket.head(sha256)) return
      await bucket.put(sha256, bytes, { sha256, httpMetadata: { contentType: mediaType } })
    },
    async get(sha256, headers) {
      // Other units, and several ranges at once, are answered with the whole file, as RFC 9110 allows.
      const asked = /^bytes=(\d+)?-\d*$/.exec(headers?.get("range")?.trim() ?? "")
      const object = await bucket.get(sha256, asked ? { range: headers } : undefined)
      if (!object) return null
      const first = asked?.[1]
      // R2 answers the whole file where a range lies beyond its end; the RFC has a status for that.
      if (first !== undefined && Number(first) >= object.size) {
        await object.body.cancel()
        throw new OutOfRange(object.size)
      }
      const ranged = asked !== null && object.range !== undefined
      return {
        body: object.body,
        size: object.size,
        range: ranged ? span(object.range, object.size) : null,
        mediaType: object.httpMetadata?.contentType ?? "application/octet-stream",
      }
    },
  }
}

function span(range: R2Range | undefined, size: number): { offset: number; length: number } | null {
  if (!range) return null
  // workerd gives all three fields, the absent ones undefined.
  if ("suffix" in range && range.suffix !== undefined)
    return { offset: Math.max(0, size - range.suffix), length: Math.min(size, range.suffix) }
  if (!("offset" in range) && !("length" in range)) return null
  const offset = range.offset ?? 0
  return { offset, length: range.length ?? size - offset }
}
