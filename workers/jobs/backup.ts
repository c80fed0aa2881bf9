import { backup } from "#workers/domain/backup/index.ts"
import type { Job } from "./job.ts"

export const backupJob: Job = {
  name: "backup",
  about: "Writes all tables and the list of all files beside the files",
  pages: true,
  async run(ctx) {
    const { date, tables, rows, files, bytes, dropped } = await backup.make(ctx, {})
    const gone = dropped.length > 0 ? `; dropped ${dropped.join(", ")}` : ""
    return `${date}: ${tables} tables, ${rows} rows, ${files} files listed, ${(bytes / 1024).toFixed(0)} KiB${gone}`
  },
}
