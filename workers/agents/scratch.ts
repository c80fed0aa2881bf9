import { DurableObject } from "cloudflare:workers"
import type { BackupManifest, BackupPart, DrillReport } from "#schemas/backup.ts"
import { r2Vault, type Vault } from "#workers/adapters/vault.ts"
import {
  backupDates,
  bound,
  lineOf,
  readManifest,
  rebuilt,
  sealPurpose,
  toText,
  unpacked,
  type Line,
} from "#workers/domain/backup/index.ts"
import { verifyCopy } from "#workers/domain/decision/index.ts"
import { readSettings, type Bindings } from "#workers/env.ts"
import { sha256 } from "#workers/lib/hash.ts"
import { unseal } from "#workers/lib/seal.ts"

const quoted = (name: string) => `"${name.replaceAll('"', '""')}"`
const mark = "sealed:"

/** A database of its own, for one purpose: a backup is restored into it, looked at, and forgotten. */
export class Scratch extends DurableObject<Bindings> {
  /** Restores the newest backup and says what holds. Everything that does not is a problem that names its part. */
  async rehearse(): Promise<DrillReport> {
    const started = Date.now()
    const vault = r2Vault(this.env.FILES)
    const [date] = await backupDates({ vault })
    const report = { date: date ?? null, tables: 0, rows: 0, files: 0, ledger: 0, links: 0, problems: [] as string[] }
    if (!date) return { ...report, ok: false, ms: Date.now() - started, problems: ["There is no backup."] }
    // One that was cut short may have left tables behind.
    await this.ctx.storage.deleteAll()
    try {
      const manifest = await readManifest({ vault }, date)
      await this.#restore(vault, manifest, report.problems)
      await this.#compare(manifest, report)
      Object.assign(report, await this.#checkBooksAndChain(report.problems), {
        files: await this.#checkFiles(vault, manifest, report.problems),
      })
    } catch (error) {
      report.problems.push(String(error))
    }
    await this.ctx.storage.deleteAll()
    return { ...report, ok: report.problems.length === 0, ms: Date.now() - started }
  }

  async #restore(vault: Vault, manifest: BackupManifest, problems: string[]): Promise<void> {
    const { sql } = this.ctx.storage
    for (const { type, sql: text } of manifest.schema) if (type === "table") sql.exec(text)
    for (const table of manifest.tables)
      for (const part of table.parts) {
        const lines = await this.#read(vault, part, problems)
        for (const line of lines) await this.#insert(table.name, line)
      }
    for (const statement of rebuilt) sql.exec(statement)
    // Indexes hold what must be unique, triggers what must balance; triggers would refuse rows that come in another order.
    for (const { type, sql: text } of manifest.schema) if (type !== "table") sql.exec(text)
  }

  async #read(vault: Vault, part: BackupPart, problems: string[]): Promise<Line[]> {
    try {
      return await unpacked(part, await vault.get(part.key))
    } catch (error) {
      problems.push(error instanceof Error ? error.message : String(error))
      return []
    }
  }

  async #insert(table: string, line: Line): Promise<void> {
    const entries = Object.entries(line)
    const values = []
    for (const [, value] of entries) {
      const sealed = typeof value === "object" && value !== null && "$sealed" in value ? value.$sealed : null
      const key = readSettings(this.env).OWNER_KEY_HASH
      if (sealed !== null && key) await unseal(sealed, key, sealPurpose)
      values.push(sealed === null ? bound(value) : mark + sealed)
    }
    const columns = entries.map(([name]) => quoted(name)).join(", ")
    this.ctx.storage.sql.exec(`INSERT INTO ${quoted(table)} (${columns}) VALUES (${entries.map(() => "?").join(", ")})`, ...values)
  }

  /** What lies in the scratch tables now is written again, part by part, and must have the hash of what was backed up. */
  async #compare(manifest: BackupManifest, report: { tables: number; rows: number; problems: string[] }): Promise<void> {
    for (const { name, rows, parts } of manifest.tables) {
      const found = this.ctx.storage.sql.exec<{ n: number }>(`SELECT count(*) AS n FROM ${quoted(name)}`).one().n
      if (found !== rows) report.problems.push(`${name}: ${found} rows instead of ${rows}.`)
      report.tables++
      report.rows += found
      if (found !== rows) continue
      const cursor = this.ctx.storage.sql.exec(`SELECT * FROM ${quoted(name)} ORDER BY rowid`)
      for (const part of parts) {
        const lines: Line[] = []
        for (const row of cursor) {
          lines.push(unmarked(lineOf(row)))
          if (lines.length === part.rows) break
        }
        if ((await sha256(toText(lines))) !== part.content)
          report.problems.push(`${part.key}: the restored rows are not those of the shop.`)
      }
    }
  }

  async #checkBooksAndChain(problems: string[]): Promise<{ ledger: number; links: number }> {
    const { sql } = this.ctx.storage
    const ledger = sql
      .exec<{ n: number }>("SELECT coalesce(sum(abs(s)), 0) AS n FROM (SELECT sum(amount) AS s FROM ledger_postings GROUP BY currency)")
      .one().n
    if (ledger !== 0) problems.push(`The books do not balance: ${ledger}.`)
    const { ok, links } = await verifyCopy(this.ctx.storage)
    if (!ok) problems.push(`The decision chain breaks at link ${links + 1}.`)
    return { ledger, links }
  }

  /** Every listed file that is gone or has another size since then; backups name files, and do not hold them. */
  async #checkFiles(vault: Vault, { files }: BackupManifest, problems: string[]): Promise<number> {
    const there = new Map<string, number>()
    for await (const page of vault.files()) for (const { key, size } of page) there.set(key, size)
    let found = 0
    for (const part of files.parts)
      for (const { key, size } of await this.#read(vault, part, problems)) {
        if (typeof key === "string" && there.get(key) === size) found++
        else problems.push(`The file ${String(key)} is missing or has another size.`)
      }
    return found
  }
}

const unmarked = (line: Line): Line =>
  Object.fromEntries(
    Object.entries(line).map(([name, value]) => [
      name,
      typeof value === "string" && value.startsWith(mark) ? { $sealed: value.slice(mark.length) } : value,
    ]),
  )
