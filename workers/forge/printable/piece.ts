import type { Brand } from "#schemas/brand.ts"
import type { PrintableContent } from "#schemas/content/printable.ts"
import { contrast } from "../page/look.ts"
import { Page, type Size } from "../page/page.ts"
import type { Typesetter } from "../page/typesetter.ts"
import { Chance, coloursOf, type Art } from "./art.ts"
import { botanical } from "./botanical.ts"
import { celestial } from "./celestial.ts"
import { geometric } from "./geometric.ts"
import { terrain } from "./terrain.ts"
import { typographic } from "./typographic.ts"
import { waves } from "./waves.ts"

type Motif = PrintableContent["pieces"][number]["motif"]

const motifs: Record<Exclude<Motif, "typographic">, (art: Art) => void> = { botanical, terrain, celestial, geometric, waves }

/** Seed of one piece: neighbours and other sets share nothing that can be seen (FNV-1a over all that names the piece). */
function seedOf(seed: number, at: number, motif: string): number {
  let hash = 0x811c9dc5
  for (const char of `${seed}/${at}/${motif}`) hash = Math.imul(hash ^ char.charCodeAt(0), 0x01000193)
  return hash >>> 0
}

/** One print at one size, composed for its proportions: a field of art within a margin, the caption small beneath. */
export function piecePage(content: PrintableContent, at: number, size: Size, type: Typesetter, brand: Brand): Page {
  const piece = content.pieces[at]
  if (!piece) throw new Error(`There is no piece ${at}.`)
  const page = new Page(`piece-${at + 1}`, size, type)
  const chance = new Chance(seedOf(content.seed, at, piece.motif))
  const colours = coloursOf(content.palette, chance)
  page.rect({ x: 0, y: 0, w: size.w, h: size.h }, { fill: colours.ground })
  const margin = size.w * 0.085
  const foot = piece.caption ? size.w * 0.125 : margin
  const box = { x: margin, y: margin, w: size.w - 2 * margin, h: size.h - margin - foot }
  const art = { page, box, chance, colours, unit: box.w / 100 }
  if (piece.motif === "typographic") typographic(art, piece.words ?? piece.title, brand)
  else motifs[piece.motif](art)
  if (piece.caption) {
    const color = contrast(colours.dark, colours.ground) >= 3 ? colours.dark : "#222222"
    const style = { family: brand.type.serif, italic: true, size: size.w * 0.019, color }
    page.text(size.w / 2, size.h - foot * 0.44, piece.caption, style, { align: "center", room: box.w })
  }
  return page
}
