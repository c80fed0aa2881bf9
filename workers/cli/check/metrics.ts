import { readFile } from "node:fs/promises"
import { definitions } from "#workers/domain/metric/definitions.ts"
import { inRoot } from "../paths.ts"
import type { Finding } from "./tool.ts"

export const metricsFile = "docs/metrics.md"

const head = `# Metrics

Written from the definitions in \`workers/domain/metric/definitions.ts\` by \`npm run metrics\`; the same text stands beside each
figure in the console and in \`GET /v1/metrics\`. A metric without data is empty and says why; it is never 0. A window is so many
whole days and today so far, in UTC. Money is in minor units of the shop's currency; sums in other currencies stand beside it.

Money is read from \`ledger_days\`, which a trigger keeps in step with the journal. Every night \`metric.reconcile\` adds up the same
sums from orders, refunds, disputes, sales, campaigns and model calls, and compares them to the cent; what differs is named in the
console and told to the operator by letter. Fees of the payment provider have no second source here: \`payment.reconcile\` compares
them with the provider. The steps of the funnel are counted in sums, without cookies and without telling visitors apart.
`

/** The page as the definitions say it. */
export function metricsPage(): string {
  const sections = definitions.map(({ name, title, unit, formula, sources, window, days }) => {
    const tables = sources.map((table) => `\`${table}\``).join(", ")
    return `\n## ${name}\n\n${title}. ${formula}\n\n- unit: ${unit}\n- window: ${days} days unless asked otherwise; ${window}\n- from: ${tables}\n`
  })
  return head + sections.join("")
}

export async function metrics(): Promise<Finding> {
  const same = (await readFile(inRoot(metricsFile), "utf8").catch(() => "")) === metricsPage()
  return {
    wrong: same ? [] : [`${metricsFile} is not what the definitions say; write it anew with: npm run metrics`],
    note: `${definitions.length} metrics`,
  }
}
