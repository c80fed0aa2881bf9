import type { CellStyle } from "hucre/xlsx"
import { formatCode } from "./number-format.ts"
import type { GridCell, Look } from "./grid.ts"

/** The workbook's colours, taken from the brand. */
export type Tones = { ink: string; muted: string; rule: string; accent: string; onAccent: string; tint: string; input: string }

/** How a kind of cell looks; both the XLSX styles and the previews read this. Sizes in points. */
export type LookStyle = {
  size: number
  bold?: boolean
  italic?: boolean
  color: string
  fill?: string
  border?: boolean
  wrap?: boolean
  center?: boolean
}

export function lookStyle(look: Look, tones: Tones): LookStyle {
  const base = { size: 11, color: tones.ink }
  const styles: Record<Look, LookStyle> = {
    title: { size: 20, bold: true, color: tones.accent },
    subtitle: { size: 11, color: tones.muted, wrap: true },
    heading: { size: 14, bold: true, color: tones.ink },
    text: { ...base, wrap: true },
    step: { ...base, wrap: true },
    header: { size: 11, bold: true, color: tones.onAccent, fill: tones.accent, wrap: true, border: true },
    headerCalc: { size: 11, bold: true, color: tones.accent, fill: tones.tint, wrap: true, border: true },
    label: { ...base, border: true },
    input: { ...base, fill: tones.input, border: true },
    calc: { ...base, fill: tones.tint, border: true },
    cell: { ...base, border: true },
    total: { size: 11, bold: true, color: tones.ink, fill: tones.tint, border: true },
    about: { size: 10, color: tones.muted, wrap: true, border: true },
    note: { size: 10, color: tones.muted, wrap: true },
    sample: { size: 9, italic: true, color: tones.muted, border: true, center: true },
    link: { ...base, color: tones.accent, bold: true, border: true },
  }
  return styles[look]
}

const hex = (colour: string) => ({ rgb: colour.replace("#", "").toUpperCase() })

/** The XLSX style of a cell. */
export function cellStyle(cell: GridCell, tones: Tones, currency: string): CellStyle {
  const { size, bold, italic, color, fill, border, wrap, center } = lookStyle(cell.look, tones)
  const side = { style: "thin", color: hex(tones.rule) } as const
  return {
    font: {
      name: "Calibri",
      size,
      color: hex(color),
      ...(bold ? { bold } : {}),
      ...(italic ? { italic } : {}),
      ...(cell.link ? { underline: true } : {}),
    },
    alignment: { vertical: "center", ...(wrap ? { wrapText: true } : {}), ...(center ? { horizontal: "center" } : alignmentOf(cell)) },
    ...(fill ? { fill: { type: "pattern", pattern: "solid", fgColor: hex(fill) } } : {}),
    ...(border ? { border: { top: side, right: side, bottom: side, left: side } } : {}),
    ...(cell.format && cell.format !== "text" ? { numFmt: formatCode(cell.format, currency) } : {}),
  }
}

function alignmentOf(cell: GridCell): CellStyle["alignment"] {
  if (cell.look === "title" || cell.look === "subtitle" || cell.look === "heading" || cell.look === "note" || cell.look === "step")
    return {}
  if (!cell.format) return { horizontal: "left", indent: 1 }
  if (cell.format === "date" || cell.format === "month" || cell.format === "text") return { horizontal: "left", indent: 1 }
  return { horizontal: "right", indent: 1 }
}
