import { getTableName, is, sql } from "drizzle-orm"
import { SQLiteTable } from "drizzle-orm/sqlite-core"
import { afterAll, beforeAll, expect, test } from "vitest"
import * as tables from "#schemas/tables/index.ts"
import type { BackupManifest, BackupPart } from "#schemas/backup.ts"
import { r2Vault } from "#workers/adapters/vault.ts"
import { backup, readManifest, unpacked, type Line } from "#workers/domain/backup/index.ts"
import { packed } from "#workers/domain/backup/rules/pack.ts"
import { passing } from "#workers/domain/backup/rules/schema.ts"
import { decideBy, decision } from "#workers/domain/decision/index.ts"
import { takeRule } from "#workers/domain/idea/rules/take.ts"
import { bindings, clock, testCtx } from "#workers/test/ctx.ts"
import { make } from "#workers/test/make.ts"
import { runJob } from "./host.ts"

const date = "2029-01-07"
const time = clock(`${date}T02:00:00Z`)
const ctx = testCtx({ now: time.now, env: Object.assign({}, bindings, { OWNER_KEY_HASH: "b".repeat(64) }) })
const vault = r2Vault(bindings.FILES)
let runs = 0

beforeAll(async () => {
  await make.paidOrder(testCtx())
  for (const id of ["ida_1", "ida_2", "ida_3"]) {
    const { write } = decideBy(ctx, takeRule, { candidates: [{ id, title: "A test", score: 1 }] }, { subject: id, why: "It waits alone." })
    await ctx.commit({ writes: [write], audit: { operation: "test.decide", subject: id } })
  }
  await decision.seal(ctx, {})
  await backup.make(ctx, {})
})
// Other tests look for the newest backup of their own.
afterAll(async () => vault.remove(await vault.list(`${date}/`)))

/** What the job says of the newest backup: it fails, and these are the problems. */
async function drilled(): Promise<string[]> {
  const ran = await runJob(ctx, "restore-drill", `drill-${++runs}`)
  const { drill } = await backup.list(ctx, {})
  expect(drill?.date).toBe(date)
  expect(ran).toMatchObject({ ok: drill?.ok })
  if (drill && !drill.ok) expect(ran?.result).toContain(drill.problems[0])
  return drill?.problems ?? []
}

const putManifest = (manifest: BackupManifest) => vault.put(`${date}/manifest.json`, new TextEncoder().encode(JSON.stringify(manifest)))
const kept = async (key: string) => (await vault.get(key)) ?? new Uint8Array()

/** Changes a table's first part in the backup, drills, and puts it back. `seal` says which hashes the forger writes anew. */
async function forged(name: string, change: (lines: Line[]) => Line[], seal: (fresh: BackupPart, old: BackupPart) => BackupPart) {
  const manifest = await readManifest({ vault }, date)
  const table = manifest.tables.find((one) => one.name === name)
  const [old] = table?.parts ?? []
  if (!table || !old) throw new Error(`${name} has no part.`)
  const before = await kept(old.key)
  const { part, bytes } = await packed(old.key, change(await unpacked(old, before)))
  await vault.put(old.key, bytes)
  const parts = [seal(part, old), ...table.parts.slice(1)]
  const rows = parts.reduce((sum, one) => sum + one.rows, 0)
  await putManifest({ ...manifest, tables: manifest.tables.map((one) => (one.name === name ? { ...one, rows, parts } : one)) })
  const problems = await drilled()
  await vault.put(old.key, before)
  await putManifest(manifest)
  return { problems, key: old.key }
}
const everyHash = (fresh: BackupPart) => fresh
const noHash = (_: BackupPart, old: BackupPart) => old
const outerHash = (fresh: BackupPart, old: BackupPart) => ({ ...fresh, content: old.content })
const first = (change: Line) => (lines: Line[]) => lines.map((line, n) => (n === 0 ? { ...line, ...change } : line))

test("a whole backup is found whole", async () => {
  expect(await drilled()).toEqual([])
})

test("a decision that was altered, and a link that was taken out, break the chain at their place, whatever hashes were forged", async () => {
  const altered = await forged("decisions", first({ why: "Because somebody said so afterwards." }), everyHash)
  expect(altered.problems).toEqual([expect.stringMatching(/^The decision chain breaks at link \d+\.$/)])
  const cut = await forged("decision_links", (lines) => lines.toSpliced(1, 1), everyHash)
  expect(cut.problems).toEqual(["The decision chain breaks at link 2."])
})

test("a row that was altered is named by its part: under the old hash, under a forged one, and in the books", async () => {
  const title = first({ title: "Another title" })
  const plain = await forged("order_lines", title, noHash)
  expect(plain.problems).toContain(`${plain.key} is not what was stored: its SHA-256 differs.`)
  const outer = await forged("order_lines", title, outerHash)
  expect(outer.problems).toEqual([`${outer.key}: the restored rows are not those of the shop.`])
  const books = await forged("ledger_postings", (lines) => first({ amount: Number(lines[0]?.["amount"]) + 7 })(lines), everyHash)
  expect(books.problems.join(" ")).toContain("The books do not balance: 7.")
})

test("a file that is gone from R2, and a part that is, are named; back in their place all is well", async () => {
  const manifest = await readManifest({ vault }, date)
  const [list] = manifest.files.parts
  const [file] = list ? await unpacked(list, await vault.get(list.key)) : []
  const name = String(file?.["key"])
  const bytes = await (await bindings.FILES.get(name))?.arrayBuffer()
  await bindings.FILES.delete(name)
  expect(await drilled()).toEqual([`The file ${name} is missing or has another size.`])
  await bindings.FILES.put(name, bytes ?? new ArrayBuffer(0), { sha256: name })
  const part = manifest.tables.find((table) => table.name === "order_lines")?.parts[0]?.key ?? ""
  const before = await kept(part)
  await vault.remove([part])
  expect(await drilled()).toContain(`${part} is not there.`)
  await vault.put(part, before)
  expect(await drilled()).toEqual([])
})

test("every table of the shop is in the backup or named as left out, and nothing is named that there is not", async () => {
  const { tables: backed, leftOut } = await readManifest({ vault }, date)
  const there = await ctx.db.all<{ name: string; sql: string }>(sql`SELECT name, sql FROM sqlite_master WHERE type = 'table'`)
  const names = there.map(({ name }) => name)
  const own = Object.values(tables).flatMap((table) => (is(table, SQLiteTable) ? [getTableName(table)] : []))
  expect(own.length).toBeGreaterThan(60)
  const held = backed.map(({ name }) => name)
  expect(own.filter((name) => !held.includes(name) && !(name in passing))).toEqual([])
  expect(Object.keys(passing).filter((name) => !names.includes(name) || held.includes(name))).toEqual([])
  expect(leftOut).toEqual(Object.entries(passing).map(([name, why]) => `${name}: ${why}`))
})
