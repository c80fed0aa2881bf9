/** Bytes under their own SHA-256, so that storing the same file twice is storing it once. One implementation: R2. */
export type Files = {
  name: string
  put(sha256: string, bytes: Uint8Array, mediaType: string): Promise<void>
  /** The whole file, or the range that `headers` asks for (RFC 9110 §14); null when there is none. */
  get(sha256: string, headers?: Headers): Promise<StoredFile | null>
}
export type StoredFile = { body: ReadableStream; size: number; range: { offset: number; length: number } | null; mediaType: string }

export function r2(bucket: R2Bucket): Files {
  return {
    name: "r2",
    async put(sha256, bytes, mediaType) {
      if (await bucket.head(sha256)) return
      await bucket.put(sha256, bytes, { sha256, httpMetadata: { contentType: mediaType } })
    },
    async get(sha256, headers) {
      const object = await bucket.get(sha256, headers ? { range: headers } : undefined)
      if (!object) return null
      const ranged = headers?.has("range") === true && object.range !== undefined
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
  if ("suffix" in range) return { offset: Math.max(0, size - range.suffix), length: Math.min(size, range.suffix) }
  const offset = range.offset ?? 0
  return { offset, length: range.length ?? size - offset }
}
