import { readFile, writeFile } from "node:fs/promises"
import { resolve } from "node:path"
import { getPlatformProxy } from "wrangler"
import { r2Vault } from "../adapters/vault.ts"
import { bound, type Line } from "../domain/backup/rules/lines.ts"
import { backupDates, readManifest } from "../domain/backup/manifest.ts"
import { unpacked } from "../domain/backup/rules/pack.ts"
import { rebuilt } from "../domain/backup/rules/schema.ts"
import { unseal } from "../lib/seal.ts"
import { hashOf, openState, ownerKey, stateDir } from "./owner-key.ts"
import { fail, inRoot } from "./paths.ts"

/** `npm run restore -- DATE --into STATE_DIR`: a backup of the local shop as a new local shop, files and owner's key with it. */
const [date = "", flag, into] = process.argv.slice(2)
if (!/^\d{4}-\d\d-\d\d$/.test(date) || flag !== "--into" || !into) fail("Say it so: npm run restore -- 2026-11-22 --into STATE_DIR")
const [from, to] = [stateDir(), resolve(into)]
if (from === to) fail("Restore into another folder: a shop is never restored over itself.")

type Stores = { DB: D1Database; FILES: R2Bucket }
const open = (state: string) =>
  getPlatformProxy<Stores>({ configPath: inRoot("workers/cli/restore.toml"), persist: { path: `${state}/v3` }, remoteBindings: false })
await openState(to)
const [source, target] = [await open(from), await open(to)]
try {
  await restore(source.env, target.env)
} catch (error) {
  console.error(`✗ ${error instanceof Error ? error.message : String(error)}`)
  process.exitCode = 1
} finally {
  await Promise.all([source.dispose(), target.dispose()])
}

async function restore({ FILES }: Stores, { DB, FILES: files }: Stores): Promise<void> {
  const vault = r2Vault(FILES)
  const manifest = await readManifest({ vault }, date).catch(async () => {
    throw new Error(`There is no whole backup of ${date} in ${from}. There are: ${(await backupDates({ vault })).join(", ") || "none"}.`)
  })
  const [known] = (await DB.prepare("SELECT count(*) AS n FROM sqlite_master WHERE name = 'orders'").all<{ n: number }>()).results
  if (known?.n) throw new Error(`${to} holds a shop already; name an empty folder.`)
  const key = (await readFile(`${from}/owner-key`, "utf8")).trim()
  await DB.prepare(
    "CREATE TABLE d1_migrations (id INTEGER PRIMARY KEY AUTOINCREMENT, name TEXT UNIQUE, applied_at TIMESTAMP DEFAULT CURRENT_TIMESTAMP NOT NULL)",
  ).run()
  // Later migrations of newer code are applied by the next `npm start`.
  await DB.batch(manifest.migrations.map((name) => DB.prepare("INSERT INTO d1_migrations (name) VALUES (?)").bind(name)))
  for (const { type, sql } of manifest.schema) if (type === "table") await DB.prepare(sql).run()
  let rows = 0
  for (const table of manifest.tables)
    for (const part of table.parts) {
      const lines = await unpacked(part, await vault.get(part.key))
      for (let at = 0; at < lines.length; at += 50)
        await DB.batch(await Promise.all(lines.slice(at, at + 50).map((line) => insert(DB, table.name, line, hashOf(key)))))
      rows += lines.length
    }
  for (const statement of rebuilt) await DB.prepare(statement).run()
  for (const { type, sql } of manifest.schema) if (type !== "table") await DB.prepare(sql).run()
  let copied = 0
  for (const part of manifest.files.parts)
    for (const { key: name } of await unpacked(part, await vault.get(part.key))) {
      const object = await FILES.get(String(name))
      if (!object) throw new Error(`The file ${String(name)} is no longer there.`)
      await files.put(String(name), await object.arrayBuffer(), { httpMetadata: object.httpMetadata, sha256: String(name) })
      copied++
    }
  await writeFile(`${to}/owner-key`, `${key}\n`, { mode: 0o600 })
  await ownerKey(to)
  console.log(
    `${date}: ${manifest.tables.length} tables, ${rows} rows and ${copied} files are in ${to}.\nStart it: STATE_DIR=${to} npm start`,
  )
}

async function insert(db: D1Database, table: string, line: Line, key: string): Promise<D1PreparedStatement> {
  const entries = Object.entries(line)
  const values = []
  for (const [, value] of entries)
    values.push(
      typeof value === "object" && value !== null && "$sealed" in value ? await unseal(value.$sealed, key, "backup") : bound(value),
    )
  const columns = entries.map(([name]) => `"${name}"`).join(", ")
  return db.prepare(`INSERT INTO "${table}" (${columns}) VALUES (${entries.map(() => "?").join(", ")})`).bind(...values)
}
