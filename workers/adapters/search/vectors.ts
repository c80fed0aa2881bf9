/** A service that keeps vectors beside D1. `null` means that it is not there and D1 compares them itself. */
export type Vectors = {
  name: string
  mode: "embedded" | "live"
  put(source: string, rows: readonly { id: string; vector: Float32Array }[], model: string): Promise<void>
  drop(source: string, ids: readonly string[]): Promise<void>
  nearest(
    vector: Float32Array,
    model: string,
    sources: readonly string[] | undefined,
    most: number,
  ): Promise<{ source: string; id: string; score: number }[] | null>
}
