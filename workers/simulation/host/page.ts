import type { Chapter } from "./chapter.ts"
import { describe } from "./described.ts"
import { style } from "./page-style.ts"
import type { Report } from "./report.ts"
import { money, type Column, type Table } from "./words.ts"

const escapes: Record<string, string> = { "&": "&amp;", "<": "&lt;", ">": "&gt;", '"': "&quot;" }
const safe = (text: string) => text.replaceAll(/[&<>"]/g, (sign) => escapes[sign] ?? sign)

const cells = (columns: Column[], row: string[]) =>
  row.map((cell, at) => `<td class="${columns[at]?.is}" data-of="${safe(columns[at]?.name ?? "")}">${safe(cell)}</td>`).join("")

function rowsOf({ title, columns, rows }: Table): string {
  if (rows.length === 0) return '<p class="none">None.</p>'
  // Sentences do not fit side by side on a phone: there each row is a card, and each cell names its column.
  const prose = columns.some(({ is }) => is === "text") ? ' class="prose"' : ""
  const head = columns.map(({ name, is }) => `<th scope="col" class="${is}">${safe(name)}</th>`).join("")
  const body = rows.map((row) => `<tr>${cells(columns, row)}</tr>`).join("\n")
  const region = `role="region" aria-label="${safe(title)}" tabindex="0"`
  return `<div class="wide" ${region}><table${prose}><thead><tr>${head}</tr></thead><tbody>${body}</tbody></table></div>`
}

const says = ({ says: text }: Table) => (text ? `<p>${safe(text)}</p>` : "")
const table = (one: Table) => `<h2>${safe(one.title)}</h2>${says(one)}${rowsOf(one)}`

/** A table of a world: a long one is opened by who wants to read it. */
const part = (one: Table) =>
  `<details class="part"${one.rows.length > 14 ? "" : " open"}><summary><h3>${safe(one.title)}</h3> (${one.rows.length})</summary>${says(one)}${rowsOf(one)}</details>`

/** The profit of every day, added up, as a line over the line of nothing. */
function curve({ curve: sums }: Chapter): string {
  const [low, high] = [Math.min(0, ...sums), Math.max(1, ...sums)]
  const y = (sum: number) => (150 - (140 * (sum - low)) / (high - low)).toFixed(1)
  const points = sums.map((sum, n) => `${((800 * (n + 1)) / sums.length).toFixed(1)},${y(sum)}`)
  const text = `Profit so far, day by day: from 0 to ${money(sums.at(-1) ?? 0)}.`
  return `<figure><svg viewBox="0 0 800 160" role="img" aria-label="${text}"><line x1="0" x2="800" y1="${y(0)}" y2="${y(0)}"/><polyline points="0,${y(0)} ${points.join(" ")}"/></svg><figcaption>${text}</figcaption></figure>`
}

const chapter = (one: Chapter, open: boolean): string =>
  `<details${open ? " open" : ""}><summary><h2>${safe(one.title)}</h2> <span>${safe(one.says)}</span></summary>
${curve(one)}
${one.tables.map(part).join("\n")}
<p>Ledger <code>${one.hashes.ledger}</code><br>Decisions <code>${one.hashes.decisions}</code></p></details>`

/** The report as one page without scripts. */
export function reportPage(report: Report): string {
  const { title, says: intro, tables, chapters, assumed } = describe(report)
  return `<!doctype html><html lang="en"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width, initial-scale=1"><title>${title}</title><style>${style}</style></head><body><main>
<h1>${title}</h1><p>${safe(intro)}</p>
${tables.map(table).join("\n")}
${chapters.map((one) => chapter(one, chapters.length === 1)).join("\n")}
${table(assumed)}
</main></body></html>
`
}
