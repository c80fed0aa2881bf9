import { readFileSync, readdirSync } from "node:fs"
import { getPlatformProxy } from "wrangler"
import { inRoot } from "../paths.ts"

/**
 * The project's migrations on workerd's own D1, kept nowhere. `read` sums the rows_read that it reports, which is what a deployed D1
 * bills: rows of tables and of indexes, whether or not they are handed over.
 */
export async function localD1(): Promise<{ d1: D1Database; read: () => number; close(): Promise<void> }> {
  const { env, dispose } = await getPlatformProxy<{ DB: D1Database }>({
    configPath: inRoot("workers/cli/eval/d1.toml"),
    persist: false,
    remoteBindings: false,
  })
  let rows = 0
  const counted = <T extends { meta: { rows_read?: unknown } }>(answer: T): T => {
    rows += Number(answer.meta.rows_read ?? 0)
    return answer
  }
  const originals = new WeakMap<object, D1PreparedStatement>()
  const wrap = (statement: D1PreparedStatement): object => {
    const wrapped = {
      bind: (...values: unknown[]) => wrap(statement.bind(...values)),
      all: async () => counted(await statement.all()),
      run: async () => counted(await statement.run()),
      first: async (column: string) => counted(await statement.all<Record<string, unknown>>()).results[0]?.[column] ?? null,
    }
    originals.set(wrapped, statement)
    return wrapped
  }
  const d1 = {
    prepare: (sql: string) => wrap(env.DB.prepare(sql)),
    batch: async (statements: object[]) => (await env.DB.batch(statements.flatMap((one) => originals.get(one) ?? []))).map(counted),
  }
  for (const file of readdirSync(inRoot("migrations"))
    .filter((name) => name.endsWith(".sql"))
    .toSorted())
    for (const statement of readFileSync(inRoot(`migrations/${file}`), "utf8").split("--> statement-breakpoint"))
      await env.DB.prepare(statement).run()
  // As much of D1's interface as the search adapter uses.
  return { d1: d1 as unknown as D1Database, read: () => rows, close: dispose }
}
