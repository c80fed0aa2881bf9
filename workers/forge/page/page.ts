import type { TextStyle, Typesetter } from "./typesetter.ts"

/** Points (1/72 inch), origin top left. */
export type Box = { x: number; y: number; w: number; h: number }
export type Size = { w: number; h: number }
export type Paint = { fill?: string; stroke?: string; width?: number; dash?: number[]; opacity?: number; cap?: "butt" | "round" }

/** `box` is what a text was set to keep inside, for the writers' check that nothing escapes. */
export type TextItem = {
  kind: "text"
  x: number
  y: number
  text: string
  style: TextStyle
  w: number
  box?: Box
  turn?: 90 | -90
  opacity?: number
}
/** Path data holds absolute M, L, C and Z only. */
export type Item =
  | ({ kind: "rect"; radius?: number } & Box & Paint)
  | ({ kind: "circle"; x: number; y: number; r: number } & Paint)
  | ({ kind: "path"; d: string } & Paint)
  | TextItem
  | { kind: "group"; items: Item[]; clip?: Box; shared?: boolean }

/** A4 and US Letter in points. */
export const paperSizes = { a4: { w: 595.28, h: 841.89 }, letter: { w: 612, h: 792 } } as const
export const paperNames = { a4: "A4", letter: "US Letter" } as const

export type Link = Box & ({ page: string } | { url: string })
export type Align = "left" | "center" | "right"
export type FitOptions = { min?: number; align?: Align; valign?: "top" | "middle" | "bottom"; maxLines?: number; balance?: boolean }

/** How far ink reaches above and below the baseline, in ems: ascenders and descenders of the brand's faces. */
export const ink = { above: 0.76, below: 0.24 }
const leadingOf = (style: TextStyle) => style.leading ?? 1.3

/** A display list: what is drawn, linked and named on one page. Both the PDF and the SVG writer draw it. */
export class Page {
  readonly items: Item[] = []
  readonly links: Link[] = []
  readonly name: string
  readonly size: Size
  readonly type: Typesetter

  constructor(name: string, size: Size, type: Typesetter) {
    this.name = name
    this.size = size
    this.type = type
  }

  add(...items: Item[]): this {
    this.items.push(...items)
    return this
  }

  rect(box: Box, paint: Paint & { radius?: number }): this {
    return this.add({ kind: "rect", ...box, ...paint })
  }

  circle(x: number, y: number, r: number, paint: Paint): this {
    return this.add({ kind: "circle", x, y, r, ...paint })
  }

  path(d: string, paint: Paint): this {
    return this.add({ kind: "path", d, ...paint })
  }

  line(x1: number, y1: number, x2: number, y2: number, stroke: string, width = 0.5, dash?: number[]): this {
    return this.add({ kind: "path", d: `M ${x1} ${y1} L ${x2} ${y2}`, stroke, width, dash })
  }

  /** Draws a list that many pages share once in the file; pass the same array again on the next page. */
  stamp(items: Item[]): this {
    return this.add({ kind: "group", items, shared: true })
  }

  link(box: Box, target: { page: string } | { url: string }): this {
    this.links.push({ x: box.x, y: box.y, w: box.w, h: box.h, ...target })
    return this
  }

  /** One line of text with its baseline at y; with `room` it ends in an ellipsis rather than pass that width. */
  text(x: number, y: number, text: string, style: TextStyle, options: { align?: Align; room?: number; turn?: 90 | -90 } = {}): this {
    const { align = "left", room, turn } = options
    const shown = room === undefined ? text : this.type.ellipsis(text, style, room)
    const w = this.type.width(shown, style)
    const shift = align === "left" ? 0 : align === "right" ? w : w / 2
    const item: TextItem = { kind: "text", x, y, text: shown, style, w }
    if (turn) return this.add({ ...item, turn, y: y + (turn === 90 ? -shift : shift) })
    return this.add({ ...item, x: x - shift })
  }

  /**
   * Sets a text inside a box: wraps, then shrinks down to `min` (a share of the size, 0.75 unless told), and as the last
   * resort ends with an ellipsis. Never leaves the box. `balance` makes the lines about as long as each other. Returns the
   * height used, in points.
   */
  fit(box: Box, text: string, style: TextStyle, options: FitOptions = {}): number {
    const { min = 0.75, align = "left", valign = "top", maxLines = Infinity } = options
    const fitted = fitLines(this.type, text, style, box, Math.min(1, min), maxLines)
    const { size } = fitted
    const lines = options.balance ? balanced(this.type, text, { ...style, size }, box.w, fitted.lines) : fitted.lines
    const step = leadingOf(style) * size
    const height = lines.length * step
    const slack = Math.max(0, box.h - height)
    let y =
      box.y +
      (valign === "top" ? 0 : valign === "bottom" ? slack : slack / 2) +
      (step - (ink.above + ink.below) * size) / 2 +
      ink.above * size
    // Figures and capitals have no descender: one centred line is centred on the height of its capitals.
    if (valign === "middle" && lines.length === 1) y = box.y + box.h / 2 + 0.35 * size
    for (const line of lines) {
      const w = this.type.width(line, { ...style, size })
      const x = align === "left" ? box.x : align === "right" ? box.x + box.w - w : box.x + (box.w - w) / 2
      if (line) this.add({ kind: "text", x, y, text: line, style: { ...style, size }, w, box })
      y += step
    }
    return Math.min(height, box.h)
  }
}

/** The same number of lines in the narrowest column that still holds them. */
function balanced(type: Typesetter, text: string, style: TextStyle, width: number, lines: string[]): string[] {
  if (lines.length < 2 || lines.at(-1)?.endsWith("…")) return lines
  let best = lines
  for (let share = 0.96; share > 0.4; share -= 0.04) {
    const tried = type.lines(text, style, width * share)
    if (tried.broken || tried.lines.length > lines.length) break
    best = tried.lines
  }
  return best
}

function fitLines(type: Typesetter, text: string, style: TextStyle, box: Box, min: number, maxLines: number) {
  const least = style.size * min
  for (let size = style.size; size >= least; size -= Math.max(0.25, style.size * 0.04)) {
    const { lines, broken } = type.lines(text, { ...style, size }, box.w)
    if (!broken && lines.length <= maxLines && lines.length * leadingOf(style) * size <= box.h + 0.01) return { lines, size }
  }
  // A box lower than one line at the least size takes the size that it can hold.
  let size = Math.min(least, box.h / leadingOf(style))
  let lines = type.lines(text, { ...style, size }, box.w).lines
  // And a column narrower than one letter gets a smaller letter.
  const widest = Math.max(0, ...lines.map((line) => type.width(line, { ...style, size })))
  if (widest > box.w) {
    size *= box.w / widest
    lines = type.lines(text, { ...style, size }, box.w).lines
  }
  const small = { ...style, size }
  const room = Math.max(1, Math.min(maxLines, Math.floor((box.h + 0.01) / (leadingOf(style) * size))))
  if (lines.length <= room) return { lines, size }
  const kept = lines.slice(0, room)
  kept[room - 1] = type.ellipsis(`${kept[room - 1]}…`, small, box.w)
  if (!kept[room - 1]?.endsWith("…")) kept[room - 1] = type.ellipsis(`${lines[room - 1]} ${lines[room]}`, small, box.w)
  return { lines: kept, size }
}

/** Texts that leave their page or the box they were set in, with the page's name; empty for every page that may be written. */
export function escapes(page: Page): string[] {
  const out: string[] = []
  const visit = (items: Item[]) => {
    for (const item of items) {
      if (item.kind === "group") visit(item.items)
      if (item.kind !== "text") continue
      const { x, y, w, style } = item
      const [up, down] = [ink.above * style.size, ink.below * style.size]
      const area = item.turn
        ? item.turn === 90
          ? { left: x - down, right: x + up, top: y, bottom: y + w }
          : { left: x - up, right: x + down, top: y - w, bottom: y }
        : { left: x, right: x + w, top: y - up, bottom: y + down }
      const box = item.box ?? { x: 0, y: 0, ...page.size }
      // Half a point, and a descender in a box cut tight around one line, are no overflow that an eye can see.
      const slack = item.box ? 0.5 + 0.2 * style.size : 0.5
      if (area.left < box.x - 0.5 || area.right > box.x + box.w + 0.5 || area.top < box.y - slack || area.bottom > box.y + box.h + slack)
        out.push(`${page.name}: "${item.text}"`)
    }
  }
  visit(page.items)
  return out
}
