import { parseArgs } from "node:util"
import { localClient } from "./client.ts"
import { fail } from "./paths.ts"

/** `npm run sync -- CHANNEL|all [--dry-run] [--add] [--limit 50]`: makes channels show what our shop says, and says what it did. */
const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: {
    "dry-run": { type: "boolean", default: false },
    add: { type: "boolean", default: false },
    limit: { type: "string", default: "50" },
  },
})
const [wanted] = positionals
if (!wanted) fail("Say which channel: npm run sync -- etsy, or npm run sync -- all --dry-run")
type Report = {
  status: string
  note: string | null
  summary: Record<string, number>
  items: { title: string; action: string; outcome: string; reasons: string[]; problems: { message: string; fix: string }[] }[]
}
const api = await localClient()
const names = wanted === "all" ? (await api.get<{ items: { name: string }[] }>("/v1/channels")).items.map(({ name }) => name) : [wanted]
let failed = 0
for (const name of names) {
  const order = { dry_run: values["dry-run"], add: values.add, limit: Number(values.limit) }
  const report = await api.post<Report>(`/v1/sync/${name}`, order).catch((error: Error) => fail(error.message))
  const sums = Object.entries(report.summary).filter(([, count]) => count > 0)
  console.log(`${name}: ${report.status}, ${sums.map(([what, count]) => `${count} ${what}`).join(", ") || "nothing listed"}`)
  if (report.note) console.log(`  ${report.note}`)
  for (const { title, action, outcome, reasons, problems } of report.items) {
    if (action === "nothing" && problems.length === 0) continue
    console.log(`  ${action} ${outcome}: ${title}`)
    for (const reason of reasons) console.log(`    ${reason}`)
    for (const { message, fix } of problems) console.log(`    ! ${message} ${fix}`)
  }
  failed += report.summary.failed ?? 0
}
if (failed > 0 && !values["dry-run"]) process.exit(1)
