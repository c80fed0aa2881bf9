/**
 * A service that keeps vectors beside D1, which holds the truth: what the service lacks is compared in D1, and what D1 does not
 * know is not found. Every call throws when the service is not there.
 */
export type Vectors = {
  name: string
  mode: "embedded" | "live"
  /** A name of at most 64 bytes for a passage's vector. */
  keyOf(source: string, id: string): Promise<string>
  put(rows: readonly { key: string; source: string; vector: Float32Array }[], model: string): Promise<void>
  drop(keys: readonly string[]): Promise<void>
  nearest(
    vector: Float32Array,
    model: string,
    sources: readonly string[] | undefined,
    most: number,
  ): Promise<{ key: string; score: number }[]>
}
