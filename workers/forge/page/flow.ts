import { Page, type Size } from "./page.ts"
import type { Typesetter } from "./typesetter.ts"

/** What cannot be divided between pages: a line of a paragraph, a table row, a heading. Heights and widths in points. */
export type Piece = {
  height: number
  draw(page: Page, x: number, y: number, width: number): void
  /** Space above; dropped at the top of a page. */
  before?: number
  /** Stays on the page of the next piece. */
  keep?: boolean
  /** Starts a new page. */
  break?: boolean
  /** A name that a contents page can point to. */
  anchor?: string
  /** Drawn again above this piece when it opens a page: a table's head. */
  head?: Piece
}

export type Margins = { top: number; right: number; bottom: number; left: number }
export type FlowFrame = { prefix: string; size: Size; margins: Margins; type: Typesetter }
/** The pages, for each anchor the name of the page it fell on, and where the last page stops being filled. */
export type Flowed = { pages: Page[]; anchors: Map<string, string>; end: number }

/** Sets pieces one below the other over as many pages as they need; pages are named `prefix-1`, `prefix-2`, … */
export function flow(pieces: Piece[], { prefix, size, margins, type }: FlowFrame): Flowed {
  const pages: Page[] = []
  const anchors = new Map<string, string>()
  const width = size.w - margins.left - margins.right
  const bottom = size.h - margins.bottom
  let page: Page | undefined
  let y = margins.top
  const open = (head?: Piece) => {
    page = new Page(`${prefix}-${pages.length + 1}`, size, type)
    pages.push(page)
    y = margins.top
    if (head) {
      head.draw(page, margins.left, y, width)
      y += head.height
    }
    return page
  }
  const room = bottom - margins.top
  pieces.forEach((piece, at) => {
    let sheet = page
    const lead = y > margins.top ? (piece.before ?? 0) : 0
    if (!sheet || (piece.break && y > margins.top)) sheet = open()
    else if (y + lead + together(pieces, at, room) > bottom + 0.01 && y > margins.top) sheet = open(piece.head)
    y += y > margins.top ? (piece.before ?? 0) : 0
    if (piece.anchor) anchors.set(piece.anchor, sheet.name)
    piece.draw(sheet, margins.left, y, width)
    y += piece.height
  })
  return { pages, anchors, end: y }
}

/** Height of a piece and all that must stay on its page, as far as one page can hold. */
function together(pieces: Piece[], from: number, room: number): number {
  let height = pieces[from]?.height ?? 0
  for (let at = from; pieces[at]?.keep; at++) {
    const next = pieces[at + 1]
    if (!next || next.break) break
    const grown = height + (next.before ?? 0) + next.height
    if (grown > room) break
    height = grown
  }
  return height
}
