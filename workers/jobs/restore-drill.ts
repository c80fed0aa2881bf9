import { backup } from "#workers/domain/backup/index.ts"
import type { Job } from "./job.ts"

/** A backup that was never restored is a hope. */
export const restoreDrill: Job = {
  name: "restore-drill",
  about: "Restores the newest backup into a scratch database and compares it",
  pages: true,
  async run(ctx) {
    const { ok, date, tables, rows, files, links, ms, problems } = await backup.drill(ctx, {})
    if (!ok) throw new Error(`${date ?? "no date"}: ${problems.slice(0, 3).join(" ")}`)
    return `${date}: ${tables} tables, ${rows} rows, ${files} files, books balance, ${links} decisions chained, ${(ms / 1000).toFixed(1)} s`
  },
}
