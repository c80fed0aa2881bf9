import { parseArgs } from "node:util"
import { localClient } from "./client.ts"
import { fail } from "./paths.ts"

/** `npm run publish -- DRAFT_ID --channels all [--price 19] [--validate-only]`, or one or several `--channel NAME`. */
const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: {
    channel: { type: "string", multiple: true },
    channels: { type: "string" },
    price: { type: "string" },
    "validate-only": { type: "boolean", default: false },
  },
})
const [draftId] = positionals
const named = [...(values.channel ?? []), ...(values.channels?.split(",").map((name) => name.trim()) ?? [])]
if (!draftId || named.length === 0) fail("Say what and where: npm run publish -- DRAFT_ID --channels all")
type Report = {
  job_id: string | null
  status: string
  results: {
    channel: string
    ok: boolean
    status: string
    url: string | null
    problems: { field: string; message: string; fix: string }[]
  }[]
}
const api = await localClient()
const channel = named.includes("all") ? (await api.get<{ items: { name: string }[] }>("/v1/channels")).items.map(({ name }) => name) : named
const report = await api
  .post<Report>("/v1/products/publish", {
    draft_id: draftId,
    channel,
    validate_only: values["validate-only"],
    ...(values.price ? { pricing: { price: Number(values.price) } } : {}),
  })
  .catch((error: Error) => fail(error.message))
for (const { channel: name, status, url, problems } of report.results)
  console.log(`${name}: ${status} ${url ?? ""}${problems.map(({ field, message, fix }) => `\n  ${field}: ${message} ${fix}`).join("")}`)
if (report.results.length === 0) console.log(`It takes longer than a minute: GET /v1/jobs/${report.job_id}, or the console under Runs.`)
if (report.results.some(({ ok }) => !ok)) process.exit(1)
