import { create, type Font } from "@cantoo/fontkit"
import type { FontFace } from "../forge.ts"

/** How a text is set: a face, a size in points, line height as a multiple of the size, tracking in ems. */
export type TextStyle = {
  family: string
  weight?: 400 | 600 | 700
  italic?: boolean
  size: number
  color: string
  leading?: number
  tracking?: number
}

/** One glyph of a shaped text; `advance` is what it takes after kerning, `width` what the font says, both in 1/1000 em. */
export type ShapedGlyph = { id: number; codePoints: number[]; advance: number; width: number }
export type Face = { index: number; font: Font; family: string; weight: number; italic: boolean }
export type Run = { face: Face; glyphs: ShapedGlyph[] }
export type Shape = { runs: Run[]; em: number; glyphs: number }

// Parsing a font takes milliseconds and its bytes live as long as the isolate, so each file is parsed once.
const parsed = new WeakMap<Uint8Array, Font>()

function parse(face: FontFace): Font {
  const known = parsed.get(face.bytes)
  if (known) return known
  const font = create(face.bytes)
  if (!("layout" in font)) throw new Error(`The font file of ${face.family} is a collection; give one face a file.`)
  parsed.set(face.bytes, font)
  return font
}

/** Line breaks, tabs and joiners need no glyph of their own. */
const isSilent = (code: number) =>
  code < 32 || (code >= 0x7f && code < 0xa0) || code === 0xad || (code >= 0x200b && code <= 0x200d) || code === 0xfeff || code === 0xfe0f

/** The characters of a text that none of the fonts can draw, each once: what a gate refuses before a file is made. */
export function uncovered(text: string, fonts: FontFace[]): string[] {
  const missing = new Set<string>()
  for (const char of text.normalize("NFC")) {
    const code = char.codePointAt(0) ?? 0
    if (!isSilent(code) && !fonts.some((face) => parse(face).hasGlyphForCodePoint(code))) missing.add(char)
  }
  return [...missing]
}

/** Measures and shapes text with the real metrics and kerning of the kit's fonts. */
export class Typesetter {
  readonly faces: Face[]
  readonly #shapes = new Map<string, Shape>()

  constructor(fonts: FontFace[]) {
    this.faces = fonts.map((face, index) => ({ index, font: parse(face), family: face.family, weight: face.weight, italic: face.italic }))
  }

  /** The face nearest to a style: the family first, then the slant, then the weight. */
  face({ family, weight = 400, italic = false }: Pick<TextStyle, "family" | "weight" | "italic">): Face {
    const rank = (face: Face) =>
      (face.family === family ? 0 : 10_000) + (face.italic === italic ? 0 : 1000) + Math.abs(face.weight - weight)
    const best = this.faces.toSorted((a, b) => rank(a) - rank(b))[0]
    if (!best) throw new Error("A typesetter needs at least one font.")
    return best
  }

  /** Glyphs of a text. A character that the face lacks comes from the next face that has it; one that no face has is left out. */
  shape(text: string, style: TextStyle): Shape {
    const key = `${style.family}|${style.weight ?? 400}|${style.italic ? 1 : 0}|${style.tracking ? 1 : 0}|${text}`
    const known = this.#shapes.get(key)
    if (known) return known
    const features = { liga: !style.tracking }
    const runs = this.#split(text, this.face(style)).map(({ face, text: part }): Run => {
      const { glyphs, positions } = face.font.layout(part, features)
      const scale = 1000 / face.font.unitsPerEm
      return {
        face,
        glyphs: glyphs.map((glyph, at) => ({
          id: glyph.id,
          codePoints: glyph.codePoints,
          advance: (positions?.[at]?.xAdvance ?? glyph.advanceWidth) * scale,
          width: glyph.advanceWidth * scale,
        })),
      }
    })
    const glyphs = runs.flatMap((run) => run.glyphs)
    const shape = { runs, em: glyphs.reduce((sum, glyph) => sum + glyph.advance, 0) / 1000, glyphs: glyphs.length }
    this.#shapes.set(key, shape)
    return shape
  }

  /** Width in points of a text on one line. */
  width(text: string, style: TextStyle): number {
    const { em, glyphs } = this.shape(text, style)
    return (em + (style.tracking ?? 0) * Math.max(0, glyphs - 1)) * style.size
  }

  /** Breaks a text into lines no wider than `width`; `broken` says that a single word had to be cut to hold to it. */
  lines(text: string, style: TextStyle, width: number): { lines: string[]; broken: boolean } {
    const lines: string[] = []
    let broken = false
    for (const paragraph of text.split(/\r?\n/)) {
      let line = ""
      for (const word of paragraph.split(/[ \t]+/).filter(Boolean)) {
        const joined = line ? `${line} ${word}` : word
        if (this.width(joined, style) <= width) {
          line = joined
          continue
        }
        if (line) lines.push(line)
        const pieces = this.#cut(word, style, width)
        broken ||= this.width(word, style) > width
        lines.push(...pieces.slice(0, -1))
        line = pieces.at(-1) ?? ""
      }
      lines.push(line)
    }
    return { lines, broken }
  }

  /** The text, or as much of it as fits `width` with an ellipsis behind. */
  ellipsis(text: string, style: TextStyle, width: number): string {
    if (this.width(text, style) <= width) return text
    const chars = [...text]
    let low = 0
    let high = chars.length
    while (low < high) {
      const middle = Math.ceil((low + high) / 2)
      if (this.width(`${chars.slice(0, middle).join("").trimEnd()}…`, style) <= width) low = middle
      else high = middle - 1
    }
    return low ? `${chars.slice(0, low).join("").trimEnd()}…` : ""
  }

  #cut(word: string, style: TextStyle, width: number): string[] {
    if (this.width(word, style) <= width) return [word]
    const pieces: string[] = []
    let piece = ""
    for (const char of word) {
      if (piece && this.width(piece + char, style) > width) {
        pieces.push(piece)
        piece = ""
      }
      piece += char
    }
    return [...pieces, piece]
  }

  #split(text: string, first: Face): { face: Face; text: string }[] {
    const parts: { face: Face; text: string }[] = []
    for (const char of text.normalize("NFC")) {
      const code = char.codePointAt(0) ?? 0
      if (isSilent(code)) continue
      const has = (face: Face) => face.font.hasGlyphForCodePoint(code)
      const face = has(first) ? first : (this.faces.find((other) => other.weight === first.weight && has(other)) ?? this.faces.find(has))
      if (!face) continue
      const last = parts.at(-1)
      if (last?.face === face) last.text += char
      else parts.push({ face, text: char })
    }
    return parts
  }
}
