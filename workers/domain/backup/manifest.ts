import { BackupManifest } from "#schemas/backup.ts"
import type { Vault } from "#workers/adapters/vault.ts"

type Reader = { vault: Vault }
export const manifestKey = (date: string) => `${date}/manifest.json`

/** Dates of whole backups, newest first. */
export async function backupDates(ctx: Reader): Promise<string[]> {
  const names = await ctx.vault.list("")
  return names
    .flatMap((name) => /^(\d{4}-\d\d-\d\d)\/manifest\.json$/.exec(name)?.[1] ?? [])
    .toSorted()
    .toReversed()
}

/** Reads a manifest; throws when there is none of that date. */
export async function readManifest(ctx: Reader, date: string): Promise<BackupManifest> {
  const bytes = await ctx.vault.get(manifestKey(date))
  if (!bytes) throw new Error(`There is no whole backup of ${date}.`)
  return BackupManifest.parse(JSON.parse(new TextDecoder().decode(bytes)))
}
