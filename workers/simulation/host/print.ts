import type { Interval } from "./statistics.ts"
import type { Report } from "./report.ts"

export const money = (cents: number): string => (Number.isFinite(cents) ? (cents / 100).toFixed(2) : cents < 0 ? "−∞" : "∞")
export const percent = (share: number): string => `${(100 * share).toFixed(1)} %`
export const interval = ({ mean, low, high }: Interval): string => `${money(mean)} (${money(low)} to ${money(high)})`

/** Columns as wide as their widest cell. */
function table(rows: string[][]): string {
  const widths = (rows[0] ?? []).map((_, at) => Math.max(...rows.map((row) => (row[at] ?? "").length)))
  return rows
    .map((row) =>
      row
        .map((cell, at) => cell.padEnd(widths[at] ?? 0))
        .join("  ")
        .trimEnd(),
    )
    .join("\n")
}

/** The report for the console: the policies, the comparison, and each world's hashes. */
export function printed(report: Report): string {
  const head = ["policy", "worlds", "orders", "revenue", "refunds", "profit", "conversion"]
  const policies = report.policies.map(({ policy, worlds, mean }) => [
    policy,
    String(worlds),
    mean.orders.toFixed(1),
    money(mean.revenue),
    money(mean.refunds),
    money(mean.profit),
    percent(mean.conversion),
  ])
  const against = report.versus.map((one) => [`organisation − ${one.against}`, interval(one.revenue), interval(one.profit)])
  const [first] = report.worlds
  const stories =
    report.worlds.length === 1 && first
      ? first.stories.slice(-12).map((one) => `${one.at.slice(0, 16)}  ${one.what}  ${one.about}: ${one.why}`)
      : []
  const planted = report.worlds.flatMap(({ plan, planted: all }) =>
    all.flatMap((one) => [
      `  world ${plan.seed}: ${one.summary} (${one.proposal}), now ${one.status}${one.restored ? ", and all as it was" : ""}`,
      ...[...one.votes, ...one.changes.slice(0, 1), ...one.steps, ...one.changes.slice(1)].map((line) => `    ${line}`),
    ]),
  )
  const hashes = report.worlds.map(
    ({ plan, hashes: { ledger, decisions } }) =>
      `world ${plan.seed} ${plan.policy}: ledger ${ledger.slice(0, 16)}, decisions ${decisions.slice(0, 16)}`,
  )
  return [
    `Means of ${report.days} days:`,
    table([head, ...policies]),
    ...(against.length > 0
      ? ["", "Differences in the same worlds, mean (95 % of bootstrap):", table([["", "revenue", "profit"], ...against])]
      : []),
    ...(planted.length > 0 ? ["", "Planted on purpose, and what the shop did about it:", ...planted] : []),
    ...(stories.length > 0 ? ["", "Last decisions and proposals:", ...stories] : []),
    "",
    ...hashes,
    `${report.seconds.toFixed(0)} s. The market's parameters are assumptions: docs/simulation.md.`,
  ].join("\n")
}
