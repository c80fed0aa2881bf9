import { readdirSync, readFileSync } from "node:fs"
import { gunzipSync } from "node:zlib"
import { root } from "../paths.ts"

export type Section = { title: string; about: string; head: string[]; rows: (string | number)[][] }

export const corpora = `${root}../shared/contracts/corpora`
export const read = (path: string): string => {
  const bytes = readFileSync(path.startsWith("/") ? path : `${corpora}/${path}`)
  return (path.endsWith(".gz") ? gunzipSync(bytes) : bytes).toString("utf8")
}
export const percent = (part: number, whole: number): string => (whole === 0 ? "–" : `${((100 * part) / whole).toFixed(1)} %`)

/** Markdown: a heading, a sentence and a table. */
export function table({ title, about, head, rows }: Section): string {
  const line = (cells: (string | number)[]) => `| ${cells.map((cell) => String(cell).replaceAll("|", "\\|")).join(" | ")} |`
  return [`### ${title}`, "", about, "", line(head), line(head.map(() => "---")), ...rows.map(line)].join("\n")
}

/** Texts that hold nothing bad: the shop's knowledge and FAQ line by line, and what bank customers asked. */
export function cleanTexts(): { own: string[]; asked: string[] } {
  const folder = `${root}seeds/knowledge`
  const own = readdirSync(folder)
    .filter((name) => name.endsWith(".json"))
    .flatMap((name) => strings(JSON.parse(read(`${folder}/${name}`))))
  const faq = read(`${root}seeds/faq.yaml`).split("\n")
  const asked = read("support/banking77.samples.jsonl.gz")
    .trim()
    .split("\n")
    .flatMap((line) => strings(JSON.parse(line)).filter((text) => text.includes(" ")))
  return { own: [...own, ...faq], asked }
}

export function strings(value: unknown): string[] {
  if (typeof value === "string") return [value]
  return value !== null && typeof value === "object" ? Object.values(value).flatMap(strings) : []
}
