import { docs } from "./check/docs.ts"
import { bindings, house } from "./check/house.ts"
import { metrics } from "./check/metrics.ts"
import { seeds } from "./check/seeds.ts"
import { settings } from "./check/settings.ts"
import { versions } from "./check/sunsets.ts"
import { type Finding, tool } from "./check/tool.ts"
import { types } from "./check/types.ts"

/** `npm run check`: everything that can be said about the code without running it. Seconds, no network. */
const checks: Record<string, () => Promise<Finding>> = {
  format: () => tool("oxfmt", "--check"),
  lint: () => tool("oxlint", "--deny-warnings"),
  types,
  architecture: house,
  bindings,
  settings,
  seeds,
  docs,
  metrics,
  versions,
}
const mostLines = 12

async function report(name: string, check: () => Promise<Finding>): Promise<boolean> {
  const started = performance.now()
  const { wrong, note } = await check().catch((error: unknown): Finding => ({ wrong: [String(error)] }))
  const seconds = ((performance.now() - started) / 1000).toFixed(1)
  console.log(`${wrong.length === 0 ? "✓" : "✗"} ${name.padEnd(13)} ${seconds.padStart(4)} s${note ? `  ${note}` : ""}`)
  for (const line of wrong.slice(0, mostLines)) console.log(`    ${line}`)
  if (wrong.length > mostLines) console.log(`    … and ${wrong.length - mostLines} more lines`)
  return wrong.length === 0
}

const passed = await Promise.all(Object.entries(checks).map(([name, check]) => report(name, check)))
const failed = passed.filter((ok) => !ok).length
console.log(failed === 0 ? "✓ all checks pass" : `✗ ${failed} of ${passed.length} checks failed`)
process.exit(failed === 0 ? 0 : 1)
