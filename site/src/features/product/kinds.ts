import type { GoodKind } from "#schemas/good.ts"

/** How the shop speaks of each kind, and what a buyer can do with its files. */
export const kindWords: Record<GoodKind, { one: string; many: string; about: string }> = {
  planner: { one: "Planner", many: "Planners", about: "Dated PDF, linked from year to day" },
  worksheet: { one: "Worksheet pack", many: "Worksheets", about: "PDF in A4 and US Letter" },
  workbook: { one: "Workbook", many: "Workbooks", about: "XLSX with live formulas" },
  "prompt-pack": { one: "Prompt pack", many: "Prompt packs", about: "Markdown, CSV and JSON" },
  guide: { one: "Guide", many: "Guides", about: "EPUB and PDF" },
  printable: { one: "Print", many: "Prints", about: "SVG, 300-dpi PNG and PDF" },
}
