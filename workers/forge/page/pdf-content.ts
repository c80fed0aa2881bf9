import type { Box, Item, Paint, TextItem } from "./page.ts"
import type { PdfFont } from "./pdf-font.ts"
import type { Face, Typesetter } from "./typesetter.ts"

const n = (value: number) => String(Math.round(value * 100) / 100)
const channel = (hex: string, at: number) => String(Math.round((Number.parseInt(hex.slice(at, at + 2), 16) / 255) * 1000) / 1000)
const rgb = (hex: string) => `${channel(hex, 1)} ${channel(hex, 3)} ${channel(hex, 5)}`

/** What a content stream refers to by name; the file's one shared resource dictionary answers. */
export type Resources = { font(face: Face): PdfFont; opacity(value: number): string; form(items: Item[]): string }

// The distance of the control points of a quarter circle, for cubic curves.
const QUARTER = 0.5523

function roundedPath({ x, y, w, h }: Box, radius: number): string {
  const r = Math.min(radius, w / 2, h / 2)
  const k = r * (1 - QUARTER)
  return [
    `${n(x + r)} ${n(y)} m ${n(x + w - r)} ${n(y)} l`,
    `${n(x + w - k)} ${n(y)} ${n(x + w)} ${n(y + k)} ${n(x + w)} ${n(y + r)} c ${n(x + w)} ${n(y + h - r)} l`,
    `${n(x + w)} ${n(y + h - k)} ${n(x + w - k)} ${n(y + h)} ${n(x + w - r)} ${n(y + h)} c ${n(x + r)} ${n(y + h)} l`,
    `${n(x + k)} ${n(y + h)} ${n(x)} ${n(y + h - k)} ${n(x)} ${n(y + h - r)} c ${n(x)} ${n(y + r)} l`,
    `${n(x)} ${n(y + k)} ${n(x + k)} ${n(y)} ${n(x + r)} ${n(y)} c h`,
  ].join(" ")
}

const commands: Record<string, string> = { M: "m", L: "l", C: "c", Z: "h" }

/** SVG path data (absolute M, L, C, Z) in PDF's order, where the operator follows its numbers. */
function pathOperators(d: string): string {
  let out = ""
  for (const [, command, rest] of d.matchAll(/([MLCZ])([^MLCZ]*)/g)) {
    const numbers = (rest ?? "")
      .trim()
      .split(/[\s,]+/)
      .filter(Boolean)
      .map(Number)
    const size = command === "C" ? 6 : 2
    if (command === "Z") out += "h "
    for (let at = 0; at < numbers.length; at += size) {
      // Further pairs after a move are lines.
      const operator = command === "M" && at > 0 ? "l" : commands[command ?? ""]
      out += `${numbers
        .slice(at, at + size)
        .map(n)
        .join(" ")} ${operator} `
    }
  }
  return out
}

/** Turns a display list into PDF operators, top-left points throughout; repeats no colour, width or font that is already set. */
export class ContentWriter {
  readonly #parts: string[] = []
  readonly #type: Typesetter
  readonly #resources: Resources
  #state: Record<"fill" | "stroke" | "width" | "font" | "dash" | "cap" | "gs" | "tracking", string> = blank()

  constructor(type: Typesetter, resources: Resources) {
    this.#type = type
    this.#resources = resources
  }

  draw(items: Item[]): this {
    for (const item of items) this.#item(item)
    return this
  }

  toString(): string {
    return this.#parts.join("\n")
  }

  #set(what: keyof ReturnType<typeof blank>, operator: string): void {
    if (this.#state[what] === operator) return
    this.#state[what] = operator
    this.#parts.push(operator)
  }

  #item(item: Item): void {
    switch (item.kind) {
      case "rect":
        return this.#paint(item.radius ? roundedPath(item, item.radius) : `${n(item.x)} ${n(item.y)} ${n(item.w)} ${n(item.h)} re`, item)
      case "circle":
        return this.#paint(roundedPath({ x: item.x - item.r, y: item.y - item.r, w: 2 * item.r, h: 2 * item.r }, item.r), item)
      case "path":
        return this.#paint(pathOperators(item.d), item)
      case "text":
        return this.#text(item)
      case "group":
        return this.#group(item)
    }
  }

  #group({ items, clip, shared }: Extract<Item, { kind: "group" }>): void {
    if (shared) {
      this.#parts.push(`/${this.#resources.form(items)} Do`)
      return
    }
    if (!clip) {
      this.draw(items)
      return
    }
    const before = this.#state
    this.#state = { ...before }
    this.#parts.push(`q ${n(clip.x)} ${n(clip.y)} ${n(clip.w)} ${n(clip.h)} re W n`)
    this.draw(items)
    this.#parts.push("Q")
    this.#state = before
  }

  #paint(path: string, { fill, stroke, width = 0.5, dash, opacity = 1, cap = "butt" }: Paint): void {
    if (!fill && !stroke) return
    this.#set("gs", `/${this.#resources.opacity(opacity)} gs`)
    if (fill) this.#set("fill", `${rgb(fill)} rg`)
    if (stroke) {
      this.#set("stroke", `${rgb(stroke)} RG`)
      this.#set("width", `${n(width)} w`)
      this.#set("dash", `[${(dash ?? []).map(n).join(" ")}] 0 d`)
      this.#set("cap", cap === "round" ? "1 J 1 j" : "0 J 0 j")
    }
    this.#parts.push(`${path} ${fill && stroke ? "B" : fill ? "f" : "S"}`)
  }

  #text({ x, y, text, style, turn, opacity = 1 }: TextItem): void {
    const { runs, glyphs: count } = this.#type.shape(text, style)
    if (!count) return
    this.#set("gs", `/${this.#resources.opacity(opacity)} gs`)
    this.#set("fill", `${rgb(style.color)} rg`)
    this.#set("tracking", `${n((style.tracking ?? 0) * style.size)} Tc`)
    const matrix = turn === 90 ? "0 1 1 0" : turn === -90 ? "0 -1 -1 0" : "1 0 0 -1"
    this.#parts.push(`BT ${matrix} ${n(x)} ${n(y)} Tm`)
    for (const { face, glyphs } of runs) {
      const font = this.#resources.font(face)
      this.#set("font", `/${font.name} ${n(style.size)} Tf`)
      let codes = ""
      let kerned = false
      for (const glyph of glyphs) {
        codes += font.code(glyph)
        const kern = Math.round(glyph.width - glyph.advance)
        if (kern) codes += `>${kern}<`
        kerned ||= kern !== 0
      }
      this.#parts.push(kerned ? `[<${codes}>]TJ` : `<${codes}>Tj`)
    }
    this.#parts.push("ET")
  }
}

function blank() {
  return { fill: "", stroke: "", width: "", font: "", dash: "", cap: "", gs: "", tracking: "" }
}
