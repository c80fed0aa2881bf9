import type { WorksheetContent } from "#schemas/content/worksheet.ts"
import type { Brand } from "#schemas/brand.ts"
import type { Paper } from "#schemas/good.ts"
import { flow, type Margins, type Piece } from "../page/flow.ts"
import { furnish } from "../page/furniture.ts"
import type { Look } from "../page/look.ts"
import { Page, paperSizes, type Size } from "../page/page.ts"
import { gap, heading, list } from "../page/pieces.ts"
import type { Typesetter } from "../page/typesetter.ts"
import { blockPieces } from "./blocks.ts"

/** What the pages of one pack on one paper share. */
export type Pack = { content: WorksheetContent; brand: Brand; look: Look; type: Typesetter; size: Size; margins: Margins; width: number }
export type Sheet = { title: string; pages: Page[] }

const margins = { top: 66, right: 54, bottom: 58, left: 54 }

export function packOf(content: WorksheetContent, brand: Brand, look: Look, type: Typesetter, paper: Paper): Pack {
  const size = paperSizes[paper]
  return { content, brand, look, type, size, margins, width: size.w - margins.left - margins.right }
}

/** Number, title, purpose, and a line for whom and when. */
function opening({ look, type, width }: Pack, title: string, intro: string, number: number): Piece {
  const name = look.display(27, look.ink, { leading: 1.08, tracking: -0.01 })
  const lead = look.text(10.5, look.muted, { leading: 1.45 })
  const left = 58
  const titleHeight = type.lines(title, name, width - left).lines.length * 27 * 1.08
  const introHeight = type.lines(intro, lead, width - left).lines.length * 10.5 * 1.45
  return {
    height: titleHeight + introHeight + 52,
    keep: true,
    draw: (page, x, y) => {
      page.rect({ x, y: y + 2, w: 40, h: 40 }, { fill: look.tone })
      page.text(x + 20, y + 28, String(number).padStart(2, "0"), look.monoStrong(16, look.onTone), { align: "center" })
      page.fit({ x: x + left, y, w: width - left, h: titleHeight + 0.1 }, title, name)
      page.fit({ x: x + left, y: y + titleHeight + 6, w: width - left, h: introHeight + 0.1 }, intro, lead)
      const base = y + titleHeight + introHeight + 34
      const half = (width - left - 24) * 0.62
      for (const [label, from, room] of [
        ["For", x + left, half],
        ["Date", x + left + half + 24, width - left - 24 - half],
      ] as const) {
        page.text(from, base, label, look.text(8.5, look.muted))
        page.line(from + 26, base + 2, from + room, base + 2, look.ink, 0.6)
      }
    },
  }
}

/** One sheet, from the top of its own page; what is left of its last page becomes room for notes. */
export function sheetPages(pack: Pack, sheet: WorksheetContent["sheets"][number], at: number): Sheet {
  const { type, look, size, width } = pack
  const lay = (density: number) => {
    const blocks = sheet.blocks.flatMap((block) => blockPieces({ type, look, width, density }, block))
    return flow([opening(pack, sheet.title, sheet.intro, at + 1), ...blocks], { prefix: `sheet-${at + 1}`, size, margins, type })
  }
  const wide = lay(1)
  const close = wide.pages.length > 1 ? lay(0.84) : wide
  // Closer rows are worth it only where they save a page.
  const { pages, end } = close.pages.length < wide.pages.length ? close : wide
  const last = pages.at(-1)
  const bottom = size.h - margins.bottom
  if (last && bottom - end > 84) notes(pack, last, end + 30, bottom)
  return { title: sheet.title, pages }
}

function notes({ look, width }: Pack, page: Page, y: number, bottom: number): void {
  const x = margins.left
  page.text(x, y + 2, "Notes", look.strong(9, look.muted))
  const step = 14.2
  for (let row = y + step; row <= bottom; row += step)
    page.path(`M ${x + 1} ${row} L ${x + width} ${row}`, { stroke: look.rule, width: 1.2, dash: [0, step], cap: "round" })
}

/** The title page. */
export function coverPage({ content, look, type, size, brand }: Pack): Page {
  const page = new Page("cover", size, type)
  const { w, h } = size
  page.rect({ x: 0, y: 0, w, h }, { fill: look.tone })
  page.text(48, 56, brand.name, look.strong(10, look.onTone))
  page.text(w - 48, 56, `${content.sheets.length} sheets`, look.mono(9, look.onTone), { align: "right" })
  page.line(48, 70, w - 48, 70, look.onTone, 0.8)
  const used = page.fit(
    { x: 48, y: 96, w: w - 96, h: 240 },
    content.title,
    look.display(56, look.onTone, { leading: 1, tracking: -0.02 }),
    { min: 0.5 },
  )
  page.fit({ x: 48, y: 116 + used, w: (w - 96) * 0.72, h: 60 }, content.subtitle, look.text(14, look.onTone, { leading: 1.4 }))
  // A column of empty boxes, one a sheet, is the pack's own picture.
  const size2 = Math.min(58, (w - 96 - 7 * 14) / 8)
  content.sheets.forEach((_, at) => {
    const [column, row] = [at % 8, Math.floor(at / 8)]
    const rows = Math.ceil(content.sheets.length / 8)
    const y = h - 62 - (rows - row) * (size2 + 14)
    page.rect({ x: 48 + column * (size2 + 14), y, w: size2, h: size2 }, { stroke: look.onTone, width: 3, radius: 7 })
  })
  return page
}

/** How to use the pack, and its sheets with their page numbers, linked. */
export function contentsPages({ content, look, type, size, width }: Pack, sheets: Sheet[], front: number): Page[] {
  let number = front + 1
  const rows = sheets.map((sheet, at): Piece => {
    const from = number
    number += sheet.pages.length
    return {
      height: 25,
      draw: (page, x, y) => {
        page.text(x, y + 16, String(at + 1).padStart(2, "0"), look.mono(9.5, look.muted))
        page.text(x + 30, y + 16, sheet.title, look.strong(11), { room: width - 70 })
        page.text(x + width, y + 16, String(from), look.monoStrong(10), { align: "right" })
        page.line(x, y + 25, x + width, y + 25, look.rule, 0.5)
        page.link({ x, y, w: width, h: 25 }, { page: sheet.pages[0]?.name ?? "contents-1" })
      },
    }
  })
  const title = look.display(30, look.ink, { leading: 1.1, tracking: -0.01 })
  const pieces = [
    ...heading(type, "How to use these sheets", title, width),
    gap(4),
    ...list(type, content.howTo, look.text(11, look.ink, { leading: 1.45 }), width, {
      numbered: true,
      markStyle: look.monoStrong(11, look.accent),
      indent: 30,
      gap: 7,
    }),
    ...heading(type, "Contents", title, width, { before: 40 }),
    gap(6),
    ...rows,
  ]
  return flow(pieces, { prefix: "contents", size, margins, type }).pages
}

/** All pages in order, with running heads and numbers. The contents' own length decides the numbers that it shows. */
export function packPages(pack: Pack): { pages: Page[]; sheets: Sheet[] } {
  const sheets = pack.content.sheets.map((sheet, at) => sheetPages(pack, sheet, at))
  const length = contentsPages(pack, sheets, 0).length
  const contents = contentsPages(pack, sheets, 1 + length)
  const furniture = { ...pack, title: pack.content.title }
  contents.forEach((page, at) => furnish(page, furniture, "Contents", 2 + at))
  let number = 2 + contents.length
  for (const sheet of sheets)
    for (const page of sheet.pages) {
      furnish(page, furniture, sheet.title, number++)
      page.link({ x: margins.left, y: 24, w: pack.width / 2, h: 18 }, { page: "contents-1" })
    }
  return { pages: [coverPage(pack), ...contents, ...sheets.flatMap((sheet) => sheet.pages)], sheets }
}
