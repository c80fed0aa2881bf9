import { z } from "zod"
import { DrillReport } from "#schemas/backup.ts"
import { operation } from "#workers/operation.ts"
import { lastDrill } from "./drill.ts"
import { backupDates, readManifest } from "./manifest.ts"

export const BackupView = z.strictObject({
  date: z.iso.date(),
  finishedAt: z.iso.datetime(),
  tables: z.int(),
  rows: z.int(),
  files: z.int(),
})

export const listBackups = operation({
  name: "backup.list",
  about: "Lists the backups that are kept, newest first, and what the last drill showed.",
  scope: "read",
  approval: "none",
  input: z.strictObject({}),
  output: z.strictObject({ items: z.array(BackupView), drill: DrillReport.nullable() }),
})(async (ctx) => {
  const items = []
  for (const date of await backupDates(ctx)) {
    const { finishedAt, tables, files } = await readManifest(ctx, date)
    items.push({ date, finishedAt, tables: tables.length, rows: tables.reduce((sum, { rows }) => sum + rows, 0), files: files.count })
  }
  return { items, drill: await lastDrill(ctx) }
})
