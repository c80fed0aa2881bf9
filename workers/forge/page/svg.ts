import type { Item, Page, Paint, TextItem } from "./page.ts"
import type { Face, Typesetter } from "./typesetter.ts"

const n = (value: number) => String(Math.round(value * 100) / 100)

function paint({ fill, stroke, width, dash, opacity, cap }: Paint): string {
  let out = ` fill="${fill ?? "none"}"`
  if (stroke) out += ` stroke="${stroke}" stroke-width="${n(width ?? 0.5)}"`
  if (stroke && dash) out += ` stroke-dasharray="${dash.map(n).join(" ")}"`
  if (stroke && cap === "round") out += ` stroke-linecap="round" stroke-linejoin="round"`
  // The plain opacity of an element makes a renderer draw it on a layer of its own, which costs a page of pixels each time.
  if (opacity !== undefined && opacity < 1)
    out += `${fill ? ` fill-opacity="${n(opacity)}"` : ""}${stroke ? ` stroke-opacity="${n(opacity)}"` : ""}`
  return out
}

/** Writes text as the glyphs' own outlines, so that a preview or a print needs no installed font and matches the PDF. */
class SvgWriter {
  readonly #type: Typesetter
  readonly defs = new Map<string, string>()
  #clips = 0
  readonly #prefix: string

  constructor(type: Typesetter, prefix: string) {
    this.#type = type
    this.#prefix = prefix
  }

  draw(items: Item[]): string {
    return items.map((item) => this.#item(item)).join("")
  }

  #item(item: Item): string {
    switch (item.kind) {
      case "rect": {
        const radius = item.radius ? ` rx="${n(item.radius)}"` : ""
        return `<rect x="${n(item.x)}" y="${n(item.y)}" width="${n(item.w)}" height="${n(item.h)}"${radius}${paint(item)}/>`
      }
      case "circle":
        return `<circle cx="${n(item.x)}" cy="${n(item.y)}" r="${n(item.r)}"${paint(item)}/>`
      case "path":
        return `<path d="${item.d}"${paint(item)}/>`
      case "text":
        return this.#text(item)
      case "group": {
        if (!item.clip) return this.draw(item.items)
        const id = `${this.#prefix}c${this.#clips++}`
        const { x, y, w, h } = item.clip
        this.defs.set(id, `<clipPath id="${id}"><rect x="${n(x)}" y="${n(y)}" width="${n(w)}" height="${n(h)}"/></clipPath>`)
        return `<g clip-path="url(#${id})">${this.draw(item.items)}</g>`
      }
    }
  }

  #text({ x, y, text, style, turn, opacity }: TextItem): string {
    const scale = style.size / 1000
    const spin = turn ? ` rotate(${turn})` : ""
    let at = 0
    let out = ""
    for (const { face, glyphs } of this.#type.shape(text, style).runs)
      for (const { id, advance } of glyphs) {
        const glyph = this.#glyph(face, id)
        if (glyph) out += `<use href="#${glyph}" x="${n(at)}"/>`
        at += advance + (style.tracking ?? 0) * 1000
      }
    const faint = opacity === undefined ? "" : ` fill-opacity="${n(opacity)}"`
    return `<g transform="translate(${n(x)} ${n(y)})${spin} scale(${scale.toFixed(5)} -${scale.toFixed(5)})" fill="${style.color}"${faint}>${out}</g>`
  }

  #glyph(face: Face, id: number): string | undefined {
    const name = `f${face.index}g${id}`
    if (!this.defs.has(name)) {
      const path = face.font.getGlyph(id)?.path
      const scale = 1000 / face.font.unitsPerEm
      this.defs.set(name, `<path id="${name}" d="${path?.scale(scale).toSVG() ?? ""}"/>`)
    }
    return this.defs.get(name)?.includes('d=""') ? undefined : name
  }
}

/** A page as an SVG fragment of its own size: nest it in a larger picture, or wrap it with `svgOf`. `prefix` keeps ids apart. */
export function fragmentOf(page: Page, prefix = ""): { defs: Map<string, string>; body: string } {
  const writer = new SvgWriter(page.type, prefix)
  const body = writer.draw(page.items)
  return { defs: writer.defs, body }
}

/** A whole SVG document of a page; the ground is white unless the page paints its own. */
export function svgOf(page: Page, size?: { width: string; height: string }): string {
  const { defs, body } = fragmentOf(page)
  const { w, h } = page.size
  const outer = size ? ` width="${size.width}" height="${size.height}"` : ""
  return `<svg xmlns="http://www.w3.org/2000/svg"${outer} viewBox="0 0 ${n(w)} ${n(h)}"><defs>${[...defs.values()].join("")}</defs><rect width="${n(w)}" height="${n(h)}" fill="#ffffff"/>${body}</svg>`
}
