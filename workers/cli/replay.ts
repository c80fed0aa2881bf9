import { localClient } from "./client.ts"
import { fail } from "./paths.ts"

type Report = {
  ok: boolean
  decisions: number
  same: number
  unchained: number
  rules: { rule: string; count: number }[]
  hash: { logged: string; again: string }
  different: { id: string; rule: string; subject: string; why: string; diff: { path: string; logged: string; again: string }[] }[]
  chain: { ok: boolean; links: number; head: string; broken: { seq: number; decisionId: string; why: string } | null }
}

/** `npm run replay -- 2026-11-22`, `-- job_…` or `-- --all`: makes the logged decisions again and compares them bit for bit. */
const [asked] = process.argv.slice(2)
const run = asked === "--all" ? "all" : asked
if (!run) fail("Say what to replay: npm run replay -- 2026-11-22, the id of a job, or --all.")
const report = await (await localClient()).get<Report>(`/v1/replay/${encodeURIComponent(run)}`).catch((error: Error) => fail(error.message))
const { decisions, same, unchained, rules, hash, different, chain } = report
for (const { rule, count } of rules) console.log(`${String(count).padStart(6)}  ${rule}`)
console.log(`${decisions} decisions, ${same} made again bit for bit, ${decisions - same} different.`)
console.log(`Output hash ${hash.again}${hash.again === hash.logged ? "" : `, logged ${hash.logged}`}`)
if (unchained > 0) console.log(`${unchained} are not chained yet; the next run of "npm run job -- outbox" does it.`)
if (chain.broken) console.log(`The chain breaks at link ${chain.broken.seq}, decision ${chain.broken.decisionId}: ${chain.broken.why}`)
else console.log(`The chain holds: ${chain.links} links, head ${chain.head}`)
const [first] = different
if (first) {
  console.log(`First difference: ${first.id} by ${first.rule} about ${first.subject}. ${first.why}`)
  for (const { path, logged, again } of first.diff) console.log(`  ${path}\n    - ${logged}\n    + ${again}`)
}
if (!report.ok) process.exit(1)
