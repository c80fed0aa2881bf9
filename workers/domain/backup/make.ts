import { z } from "zod"
import type { BackupManifest } from "#schemas/backup.ts"
import type { Ctx } from "#workers/context.ts"
import { operation } from "#workers/operation.ts"
import { dumpFiles, dumpTable, ends, migrationNames, readPlan } from "./dump.ts"
import { backupDates, manifestKey } from "./manifest.ts"
import { kept } from "./rules/keep.ts"
import { passing } from "./rules/schema.ts"

/** Writes today's backup; a second one on the same day replaces the first. The manifest comes last and makes it whole. */
export const makeBackup = operation({
  name: "backup.make",
  about: "Writes a backup of all tables and a list of all files, and drops those that have served their time.",
  scope: "write",
  approval: "none",
  input: z.strictObject({}),
  output: z.strictObject({
    date: z.iso.date(),
    tables: z.int(),
    rows: z.int(),
    files: z.int(),
    bytes: z.int(),
    dropped: z.array(z.iso.date()),
  }),
})(async (ctx) => {
  const startedAt = ctx.now().toISOString()
  const date = startedAt.slice(0, 10)
  await ctx.vault.remove(await ctx.vault.list(`${date}/`))
  const { schema, tables } = await readPlan(ctx)
  const tops = await ends(ctx, tables)
  const dumped: BackupManifest["tables"] = []
  for (const name of tables) dumped.push(await dumpTable(ctx, date, name, tops.get(name) ?? 0))
  const files = await dumpFiles(ctx, date)
  const manifest: BackupManifest = {
    format: 1,
    date,
    startedAt,
    finishedAt: ctx.now().toISOString(),
    schema,
    migrations: await migrationNames(ctx),
    tables: dumped,
    leftOut: Object.entries(passing).map(([name, why]) => `${name}: ${why}`),
    files,
    sealed: ctx.settings.OWNER_KEY_HASH ? ["shop_facts.signing-secret"] : [],
  }
  await ctx.vault.put(manifestKey(date), new TextEncoder().encode(JSON.stringify(manifest)))
  const dropped = await dropOld(ctx)
  const rows = dumped.reduce((sum, table) => sum + table.rows, 0)
  const parts = [...dumped.flatMap((table) => table.parts), ...files.parts]
  const bytes = parts.reduce((sum, part) => sum + part.bytes, 0)
  await ctx.commit({
    audit: { operation: "backup.make", subject: date, detail: { tables: tables.length, rows, files: files.count, bytes, dropped } },
  })
  return { date, tables: tables.length, rows, files: files.count, bytes, dropped }
})

async function dropOld(ctx: Ctx): Promise<string[]> {
  const names = await ctx.vault.list("")
  const stay = kept(await backupDates(ctx))
  const gone = names.filter((name) => !stay.has(name.slice(0, 10)))
  await ctx.vault.remove(gone)
  return [...new Set(gone.map((name) => name.slice(0, 10)))].toSorted()
}
