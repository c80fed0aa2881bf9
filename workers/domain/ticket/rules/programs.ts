import { series } from "#workers/lib/text.ts"

const programs: Record<string, string> = {
  pdf: "any PDF reader",
  xlsx: "Excel, LibreOffice and Google Sheets",
  csv: "any spreadsheet",
  epub: "any e-book reader",
  md: "any text editor",
  txt: "any text editor",
  json: "any text editor",
  svg: "a browser",
  png: "any picture viewer",
  zip: "the file manager of any computer",
}

/** What opens files of these names, in words; empty when one of them is of a kind that is not known. */
export function programsFor(names: readonly string[]): string {
  const kinds = names.map((name) => programs[/\.(\w+)$/.exec(name.toLowerCase())?.[1] ?? ""])
  return kinds.includes(undefined) ? "" : series([...new Set(kinds.flatMap((kind) => kind ?? []))])
}
