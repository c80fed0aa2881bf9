import { sql } from "drizzle-orm"
import type { BackupManifest, BackupPart } from "#schemas/backup.ts"
import type { Ctx } from "#workers/context.ts"
import { seal } from "#workers/lib/seal.ts"
import { lineOf, type Line } from "./rules/lines.ts"
import { packed } from "./rules/pack.ts"
import { pageRows, partRows } from "./rules/parts.ts"
import { planOf, type Plan, type SchemaRow } from "./rules/schema.ts"

/** The value that signs links leaves the shop under the owner's key only. */
const secretFact = "signing-secret"
export const sealPurpose = "backup"

export async function readPlan(ctx: Ctx): Promise<Plan> {
  return planOf(await ctx.db.all<SchemaRow>(sql`SELECT type, name, tbl_name AS tableName, sql FROM sqlite_master ORDER BY rowid`))
}

export async function migrationNames(ctx: Ctx): Promise<string[]> {
  return (await ctx.db.all<{ name: string }>(sql`SELECT name FROM d1_migrations ORDER BY id`)).map(({ name }) => name)
}

/** Where each table ends now, in one statement: what is added while the backup runs is in the next one, for every table alike. */
export async function ends(ctx: Ctx, tables: readonly string[]): Promise<Map<string, number>> {
  const columns = tables.map((name) => sql`(SELECT max(rowid) FROM ${sql.identifier(name)}) AS ${sql.identifier(name)}`)
  const [row] = await ctx.db.all<Record<string, number | null>>(sql`SELECT ${sql.join(columns, sql`, `)}`)
  return new Map(tables.map((name) => [name, row?.[name] ?? 0]))
}

/** Writes one table in parts; answers them. */
export async function dumpTable(ctx: Ctx, date: string, name: string, end: number): Promise<BackupManifest["tables"][number]> {
  const parts: BackupPart[] = []
  let [after, open]: [number, Line[]] = [0, []]
  const close = async () => {
    const { part, bytes } = await packed(`${date}/tables/${name}.${String(parts.length + 1).padStart(4, "0")}.ndjson.gz`, open)
    await ctx.vault.put(part.key, bytes)
    parts.push(part)
    open = []
  }
  for (;;) {
    const rows = await ctx.db.all<Record<string, unknown> & { _n: number }>(
      sql`SELECT rowid AS _n, * FROM ${sql.identifier(name)} WHERE rowid > ${after} AND rowid <= ${end} ORDER BY rowid LIMIT ${pageRows}`,
    )
    for (const { _n, ...row } of rows) {
      after = _n
      const line = await guarded(ctx, name, lineOf(row))
      if (line) open.push(line)
      if (open.length === partRows) await close()
    }
    if (rows.length < pageRows) break
  }
  if (open.length > 0) await close()
  return { name, rows: parts.reduce((sum, { rows }) => sum + rows, 0), parts }
}

async function guarded(ctx: Ctx, table: string, line: Line): Promise<Line | null> {
  if (table !== "shop_facts" || line["name"] !== secretFact || typeof line["value"] !== "string") return line
  const key = ctx.settings.OWNER_KEY_HASH
  return key ? { ...line, value: { $sealed: await seal(line["value"], key, sealPurpose) } } : null
}

/** The objects of the file store, listed; they lie beside the backup and are named by their own SHA-256. */
export async function dumpFiles(ctx: Ctx, date: string): Promise<BackupManifest["files"]> {
  const parts: BackupPart[] = []
  let [count, total] = [0, 0]
  for await (const page of ctx.vault.files()) {
    if (page.length === 0) continue
    const { part, bytes } = await packed(`${date}/files.${String(parts.length + 1).padStart(4, "0")}.ndjson.gz`, page)
    await ctx.vault.put(part.key, bytes)
    parts.push(part)
    count += page.length
    total += page.reduce((sum, { size }) => sum + size, 0)
  }
  return { count, bytes: total, parts }
}
