/** Where backups lie: named bytes beside the files, under a prefix that no route serves. One implementation: R2. */
export type Vault = {
  put(key: string, bytes: Uint8Array): Promise<void>
  get(key: string): Promise<Uint8Array | null>
  /** Names under a prefix, all pages. */
  list(prefix: string): Promise<string[]>
  remove(keys: string[]): Promise<void>
  /** The objects of the file store itself, a page at a time. */
  files(): AsyncGenerator<{ key: string; size: number }[]>
}

const prefix = "backups/"

export function r2Vault(bucket: R2Bucket): Vault {
  async function* pages(under: string) {
    for (let cursor: string | undefined; ;) {
      const page = await bucket.list({ prefix: under, ...(cursor ? { cursor } : {}) })
      yield page.objects
      if (!page.truncated) return
      cursor = page.cursor
    }
  }
  return {
    async put(key, bytes) {
      await bucket.put(prefix + key, bytes)
    },
    async get(key) {
      const object = await bucket.get(prefix + key)
      return object && new Uint8Array(await object.arrayBuffer())
    },
    async list(under) {
      const names: string[] = []
      for await (const page of pages(prefix + under)) names.push(...page.map(({ key }) => key.slice(prefix.length)))
      return names
    },
    async remove(keys) {
      // R2 takes a thousand names a call.
      for (let at = 0; at < keys.length; at += 1000) await bucket.delete(keys.slice(at, at + 1000).map((key) => prefix + key))
    },
    async *files() {
      for await (const page of pages("")) yield page.flatMap(({ key, size }) => (key.startsWith(prefix) ? [] : [{ key, size }]))
    },
  }
}
