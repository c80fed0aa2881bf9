import { PDFRawStream, PDFString, type PDFContext, type PDFRef } from "@cantoo/pdf-lib"
import type { Glyph, Subset } from "@cantoo/fontkit"
import { zlibSync } from "fflate"
import type { Face, ShapedGlyph } from "./typesetter.ts"

const hex4 = (value: number) => value.toString(16).padStart(4, "0")

/** A compressed stream object with the given entries. */
export function streamOf(
  context: PDFContext,
  data: string | Uint8Array,
  entries: Record<string, string | number | PDFRef | number[]> = {},
) {
  const bytes = zlibSync(typeof data === "string" ? new TextEncoder().encode(data) : data, { level: 7 })
  const dict = context.obj({ ...entries, Length: bytes.length, Filter: "FlateDecode" })
  return context.register(PDFRawStream.of(dict, bytes))
}

/** One face in one file: hands out codes for glyphs as they are drawn, and embeds just those at the end. */
export class PdfFont {
  readonly name: string
  readonly ref: PDFRef
  readonly #face: Face
  readonly #subset: Subset
  readonly #codes = new Map<number, number>()
  readonly #used: { code: number; width: number; codePoints: number[] }[] = []

  constructor(face: Face, context: PDFContext) {
    this.#face = face
    this.#subset = face.font.createSubset()
    this.name = `F${face.index}`
    this.ref = context.nextRef()
  }

  code(glyph: ShapedGlyph): string {
    let code = this.#codes.get(glyph.id)
    if (code === undefined) {
      // The glyph is asked for with its characters, because a subset rebuilds its own tables from them.
      const full: Glyph | null = this.#face.font.getGlyph(glyph.id, glyph.codePoints)
      code = this.#subset.includeGlyph(full ?? glyph.id)
      this.#codes.set(glyph.id, code)
      this.#used.push({ code, width: glyph.width, codePoints: glyph.codePoints })
    }
    return hex4(code)
  }

  embed(context: PDFContext): void {
    const { font, index } = this.#face
    const scale = 1000 / font.unitsPerEm
    // Six letters before the name mark a subset (ISO 32000-1, 9.6.4); the face's number makes them the same each time.
    const tag = `AX${String.fromCharCode(65 + (index % 26))}SET`
    const baseFont = `${tag}+${font.postscriptName ?? `Face${index}`}`
    const { minX, minY, maxX, maxY } = font.bbox
    const descriptor = context.register(
      context.obj({
        Type: "FontDescriptor",
        FontName: baseFont,
        Flags: this.#face.italic ? 68 : 4,
        FontBBox: [minX, minY, maxX, maxY].map((value) => Math.round(value * scale)),
        ItalicAngle: font.italicAngle,
        Ascent: font.ascent * scale,
        Descent: font.descent * scale,
        CapHeight: (font.capHeight || font.ascent) * scale,
        StemV: this.#face.weight > 500 ? 120 : 80,
        FontFile2: this.#fontFile(context),
      }),
    )
    const used = this.#used.toSorted((a, b) => a.code - b.code)
    const descendant = context.register(
      context.obj({
        Type: "Font",
        Subtype: "CIDFontType2",
        CIDToGIDMap: "Identity",
        BaseFont: baseFont,
        CIDSystemInfo: { Registry: PDFString.of("Adobe"), Ordering: PDFString.of("Identity"), Supplement: 0 },
        FontDescriptor: descriptor,
        DW: 1000,
        W: used.flatMap(({ code, width }) => [code, [Math.round(width * 10) / 10]]),
      }),
    )
    context.assign(
      this.ref,
      context.obj({
        Type: "Font",
        Subtype: "Type0",
        BaseFont: baseFont,
        Encoding: "Identity-H",
        DescendantFonts: [descendant],
        ToUnicode: streamOf(context, toUnicode(used)),
      }),
    )
  }

  #fontFile(context: PDFContext): PDFRef {
    const bytes = this.#subset.encode()
    return streamOf(context, bytes, { Length1: bytes.length })
  }
}

/** The map from codes back to characters, so that text can be searched, copied and read aloud. */
function toUnicode(used: { code: number; codePoints: number[] }[]): string {
  const rows = used.map(({ code, codePoints }) => {
    const utf16 = [...String.fromCodePoint(...codePoints)].join("")
    return `<${hex4(code)}> <${Array.from({ length: utf16.length }, (_, at) => hex4(utf16.charCodeAt(at))).join("")}>`
  })
  const blocks: string[] = []
  for (let at = 0; at < rows.length; at += 100) {
    const part = rows.slice(at, at + 100)
    blocks.push(`${part.length} beginbfchar\n${part.join("\n")}\nendbfchar`)
  }
  return `/CIDInit /ProcSet findresource begin
12 dict begin
begincmap
/CIDSystemInfo << /Registry (Adobe) /Ordering (UCS) /Supplement 0 >> def
/CMapName /Adobe-Identity-UCS def
/CMapType 2 def
1 begincodespacerange
<0000> <ffff>
endcodespacerange
${blocks.join("\n")}
endcmap
CMapName currentdict /CMap defineresource pop
end
end`
}
