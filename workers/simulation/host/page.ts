import type { Outcome } from "../figures.ts"
import { interval, money, percent } from "./print.ts"
import type { Report } from "./report.ts"

const escapes: Record<string, string> = { "&": "&amp;", "<": "&lt;", ">": "&gt;", '"': "&quot;" }
const safe = (text: string) => text.replaceAll(/[&<>"]/g, (sign) => escapes[sign] ?? sign)
const row = (cells: string[], tag = "td") => `<tr>${cells.map((cell) => `<${tag}>${safe(cell)}</${tag}>`).join("")}</tr>`
const table = (head: string[], rows: string[][]) =>
  `<div><table><thead>${row(head, "th")}</thead><tbody>${rows.map((cells) => row(cells)).join("")}</tbody></table></div>`

const style = `body{font:16px/1.5 system-ui,sans-serif;max-width:70rem;margin:2rem auto;padding:0 1rem;color:#1d1d1f;background:#fff}
table{border-collapse:collapse;margin:1rem 0}div{overflow-x:auto}th,td{text-align:left;padding:.25rem .8rem .25rem 0;border-bottom:1px solid #ddd;vertical-align:top}
svg{width:100%;height:auto}code{font-size:.85em}`

/** The profit of every day, added up, as a line. */
function curve({ days }: Outcome): string {
  const sums = days.reduce<number[]>((all, { profit }) => [...all, (all.at(-1) ?? 0) + profit], [])
  const [low, high] = [Math.min(0, ...sums), Math.max(1, ...sums)]
  const points = sums.map((sum, n) => `${(800 * (n + 1)) / sums.length},${150 - (140 * (sum - low)) / (high - low)}`)
  return `<svg viewBox="0 0 800 160" role="img" aria-label="Profit so far: ${money(sums.at(-1) ?? 0)}"><polyline fill="none" stroke="#2456a6" stroke-width="2" points="0,150 ${points.join(" ")}"/></svg>`
}

function world(outcome: Outcome): string {
  const { plan, days, stories, tally, counts, hashes } = outcome
  const daily = days.map((one) => [
    one.day,
    String(one.visits),
    String(one.orders),
    money(one.revenue),
    money(one.refunds),
    money(one.costs),
    money(one.profit),
    String(one.live),
  ])
  const done = Object.entries({ ...tally, refusals: JSON.stringify(tally.refusals), ...counts }).map(([name, value]) => [
    name,
    String(value),
  ])
  return `<details><summary>World ${plan.seed}, ${plan.policy}: profit ${money(outcome.totals.profit)}</summary>${curve(outcome)}
${table(["day", "visits", "orders", "revenue", "refunds", "costs", "profit", "goods"], daily)}
<h3>What was proposed and decided, and why</h3>${table(
    ["when", "what", "who", "about", "why"],
    stories.map((one) => [one.at.slice(0, 16), one.what, one.who, one.about, one.why]),
  )}
${outcome.planted.map((one) => `<h3>Planted on purpose: ${safe(one.summary)}</h3><p>Now ${safe(one.status)}${one.restored ? ", and all as it was" : ""}.</p><ol>${[...one.votes, ...one.changes.slice(0, 1), ...one.steps, ...one.changes.slice(1)].map((line) => `<li>${safe(line)}</li>`).join("")}</ol>`).join("")}
<h3>Shoppers</h3>${table(["what", "how often"], done)}
<p>Ledger <code>${hashes.ledger}</code><br>Decisions <code>${hashes.decisions}</code></p></details>`
}

/** The report as one page without scripts. */
export function reportPage(report: Report): string {
  const means = report.policies.map(({ policy, worlds, mean }) => [
    policy,
    String(worlds),
    mean.orders.toFixed(1),
    money(mean.revenue),
    money(mean.refunds),
    money(mean.profit),
    percent(mean.conversion),
  ])
  const against = report.versus.map((one) => [one.against, interval(one.revenue), interval(one.profit)])
  const assumed = Object.entries(report.assumptions).map(([name, { low, high, about }]) => [name, `${low} to ${high}`, about])
  return `<!doctype html><html lang="en"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width"><title>Simulated market</title><style>${style}</style></head><body>
<h1>Simulated market</h1><p>${report.days} days, ${report.goods} goods on the first shelf, ${report.seconds} seconds.</p>
${table(["policy", "worlds", "orders", "revenue", "refunds", "profit", "conversion"], means)}
${against.length > 0 ? `<h2>The organisation against fixed policies</h2><p>Mean difference in the same worlds, with 95 % of the bootstrap.</p>${table(["against", "revenue", "profit"], against)}` : ""}
<h2>Worlds</h2>${report.worlds.map(world).join("\n")}
<h2>Assumptions</h2><p>None of these was measured; each world draws its own from the range.</p>${table(["parameter", "range", "what it is"], assumed)}
</body></html>
`
}
