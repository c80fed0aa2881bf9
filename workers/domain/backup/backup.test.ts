import { gunzipSync, strFromU8 } from "fflate"
import { expect, test } from "vitest"
import { shopFacts } from "#schemas/tables/index.ts"
import { bindings, clock, codeOf, actors, testCtx } from "#workers/test/ctx.ts"
import { make } from "#workers/test/make.ts"
import { r2Vault } from "#workers/adapters/vault.ts"
import { readManifest } from "./manifest.ts"
import { backup } from "./index.ts"

const time = clock("2027-11-01T02:00:00Z")
const ctx = testCtx({ now: time.now, env: Object.assign({}, bindings, { OWNER_KEY_HASH: "a".repeat(64) }) })
const vault = r2Vault(bindings.FILES)

test("a shop with an order comes back whole from its backup; one changed byte is named by its part", async () => {
  await make.paidOrder(testCtx())
  await ctx.secret()
  const made = await backup.make(ctx, {})
  expect(made).toMatchObject({ date: "2027-11-01", rows: expect.any(Number) })
  expect(made.files).toBeGreaterThan(0)
  const report = await backup.drill(ctx, {})
  expect(report).toMatchObject({ ok: true, problems: [], date: "2027-11-01", rows: made.rows, files: made.files, ledger: 0 })
  const manifest = await readManifest(ctx, made.date)
  expect(manifest.tables.find(({ name }) => name === "orders")?.rows).toBeGreaterThan(0)
  expect(manifest.tables.map(({ name }) => name)).not.toContain("sessions")

  const [part] = manifest.tables.find(({ name }) => name === "orders")?.parts ?? []
  const bytes = await vault.get(part?.key ?? "")
  if (!part || !bytes) throw new Error("Orders were not kept.")
  const bad = bytes.slice()
  bad[40] = (bad[40] ?? 0) ^ 1
  await vault.put(part.key, bad)
  const second = await backup.drill(ctx, {})
  expect(second.ok).toBe(false)
  expect(second.problems[0]).toBe(`${part.key} is not what was stored: its SHA-256 differs.`)
  expect((await backup.list(ctx, {})).drill).toEqual(second)
  await vault.put(part.key, bytes)
  expect((await backup.drill(ctx, {})).ok).toBe(true)
})

test("no clear secret leaves the shop, and nobody without the right makes a backup", async () => {
  const secret = await ctx.secret()
  // Another file may have emptied the table since this isolate read the secret.
  await ctx.db.insert(shopFacts).values({ name: "signing-secret", value: secret }).onConflictDoNothing()
  const { date } = await backup.make(ctx, {})
  const manifest = await readManifest(ctx, date)
  const [part] = manifest.tables.find(({ name }) => name === "shop_facts")?.parts ?? []
  const text = strFromU8(gunzipSync((await vault.get(part?.key ?? "")) ?? new Uint8Array()))
  expect(text).toContain("$sealed")
  expect(text).not.toContain(secret)
  expect(await codeOf(backup.make(ctx.as(actors.reader), {}))).toBe("forbidden")
})

test("seven days and four weeks are kept; a backup that was cut short is none and is cleared away", async () => {
  for (let day = 0; day < 40; day++) {
    time.pass(86_400)
    const date = time.now().toISOString().slice(0, 10)
    await vault.put(`${date}/manifest.json`, new TextEncoder().encode("{}"))
  }
  await vault.put("2027-11-05/tables/half.ndjson.gz", new Uint8Array([1]))
  time.pass(86_400)
  await backup.make(ctx, {})
  const dates = [...new Set((await vault.list("")).map((name) => name.slice(0, 10)))].toSorted()
  expect(dates).toEqual([
    "2027-11-15",
    "2027-11-22",
    "2027-11-29",
    "2027-12-06",
    "2027-12-07",
    "2027-12-08",
    "2027-12-09",
    "2027-12-10",
    "2027-12-11",
    "2027-12-12",
  ])
})
