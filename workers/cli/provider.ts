import { parseArgs } from "node:util"
import { candidate, checkCandidate } from "../adapters/models/contract-kit.ts"
import { fail } from "./paths.ts"

/** `npm run provider -- check URL [--model M] [--embed M]`: the contract kit against an OpenAI-compatible server; PROVIDER_KEY if it wants a key. */
const options = { model: { type: "string", default: "default" }, embed: { type: "string" } } as const
const { values, positionals } = parseArgs({ allowPositionals: true, options })
const [verb, url] = positionals
if (verb !== "check" || !url || !URL.canParse(url))
  fail("Say what to check: npm run provider -- check http://localhost:8000/v1 --model NAME")
const report = await checkCandidate(candidate(url, values.model, values.embed ?? null, process.env["PROVIDER_KEY"] ?? "none", fetch))
for (const { name, ok, detail, ms } of report.items) console.log(`${ok ? "ok  " : "FAIL"} ${name}: ${detail} (${ms} ms)`)
console.log(report.green ? "green: it may be adopted once its proposal is accepted" : "red: it is not adopted")
if (!report.green) process.exit(1)
