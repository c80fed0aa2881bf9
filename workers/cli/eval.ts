import { readFile, writeFile } from "node:fs/promises"
import { parseArgs } from "node:util"
import { createServer } from "vite"
import { compare, missing, type Metrics } from "#workers/lib/regression.ts"
import { retrievalEval } from "./evals/retrieval.ts"
import { safetyEval } from "./evals/safety.ts"
import { inRoot, root } from "./paths.ts"

/**
 * `npm run eval [-- --json FILE] [--accept]`: rubric, experiments, retrieval and safety evals in one table, beside the last accepted run
 * (seeds/datasets/accepted.json). A regression ends with 1; the weekly drift gate is this command. --accept keeps the run.
 */
const { values } = parseArgs({ options: { json: { type: "string" }, accept: { type: "boolean", default: false } } })
const acceptedFile = inRoot("seeds/datasets/accepted.json")

/** The composer's and the policies' seeds are read through Vite (`?raw`), as the Worker reads them. */
async function seededMetrics(): Promise<Metrics> {
  const server = await createServer({
    root,
    configFile: false,
    logLevel: "error",
    appType: "custom",
    server: { middlewareMode: true, ws: false },
  })
  const rubric = await server.ssrLoadModule("/workers/cli/evals/rubric.ts")
  const experiments = await server.ssrLoadModule("/workers/cli/evals/experiments.ts")
  const metrics: Metrics = { ...(await rubric.rubricEval()), ...experiments.experimentEval() }
  await server.close()
  return metrics
}

const metrics: Metrics = { ...(await seededMetrics()), ...retrievalEval(), ...safetyEval() }
const accepted: Metrics = JSON.parse(await readFile(acceptedFile, "utf8").catch(() => "{}"))
const changes = compare(metrics, accepted)
const width = Math.max(...changes.map(({ metric }) => metric.length))
for (const { metric, now, accepted: before, worse } of changes)
  console.log(`${worse ? "✗" : "✓"} ${metric.padEnd(width)}  ${now.toFixed(4)}  ${before === null ? "new" : before.toFixed(4)}`)
for (const metric of missing(metrics, accepted)) console.log(`!! not measured: ${metric}`)
if (values.json) await writeFile(values.json, `${JSON.stringify(metrics, null, 2)}\n`)
if (values.accept) await writeFile(acceptedFile, `${JSON.stringify({ ...accepted, ...metrics }, null, 2)}\n`)
const worse = changes.filter((change) => change.worse)
console.log(`\n${changes.length - worse.length} as good as accepted or better, ${worse.length} worse`)
process.exit(worse.length > 0 && !values.accept ? 1 : 0)
