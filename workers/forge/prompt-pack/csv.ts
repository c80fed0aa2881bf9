import { writeCsv } from "hucre/csv"
import type { Entry } from "./entries.ts"

/** RFC 4180 with a heading row; UTF-8 with a mark at the start, which Excel needs to read accents. */
export function packCsv(entries: Entry[]): string {
  const head = ["number", "group", "title", "use", "prompt", "placeholders", "expect", "follow_up"]
  const rows = entries.map((entry) => [
    entry.number,
    entry.group,
    entry.title,
    entry.use,
    entry.prompt,
    entry.placeholders.join(" "),
    entry.expect,
    entry.followUp,
  ])
  return writeCsv([head, ...rows], { lineSeparator: "\r\n", bom: true, quoteStyle: "all" })
}
