import type { FlowFrame, Flowed, Piece } from "./page/flow.ts"
import { ink, type Box, type Page } from "./page/page.ts"
import type { ParagraphOptions } from "./page/pieces.ts"
import type { TextStyle, Typesetter } from "./page/typesetter.ts"

/** Parts of a text to set in another style, and where a click on them goes: an anchor of the same flow. */
export type Marking = { pattern: RegExp; style: Partial<TextStyle>; anchor?: (match: string) => string | undefined }

/** A box drawn behind a paragraph, without a seam from line to line; `bar` is a stripe at its left edge. */
export type Backing = { fill: string; bar?: string; pad: number }

/** Links whose page is known only when everything has found its place. */
export class LaterLinks {
  readonly #waiting: { page: Page; box: Box; anchor: string }[] = []

  add(page: Page, box: Box, anchor: string): void {
    this.#waiting.push({ page, box, anchor })
  }

  /** Ties each link to the page its anchor fell on; an anchor that is nowhere gives no link. */
  settle(anchors: Flowed["anchors"]): void {
    for (const { page, box, anchor } of this.#waiting) {
      const target = anchors.get(anchor)
      if (target) page.link(box, { page: target })
    }
  }
}

export type RichOptions = ParagraphOptions & { marking?: Marking; links?: LaterLinks; backing?: Backing }

/** A paragraph like the page kit's, with marked words, links and a backing. `width` is that of the flow. */
export function richParagraph(type: FlowFrame["type"], text: string, style: TextStyle, width: number, options: RichOptions = {}): Piece[] {
  const { before = 0, keep = false, indent = 0, mark, backing } = options
  const pad = backing?.pad ?? 0
  const { lines } = type.lines(text, style, width - indent - 2 * pad)
  const height = (style.leading ?? 1.4) * style.size
  const baseline = (height - (ink.above + ink.below) * style.size) / 2 + ink.above * style.size
  return lines.map((line, at) => ({
    height,
    before: at === 0 ? before : 0,
    // Two lines at least on either side of a page break.
    keep: at === lines.length - 1 ? keep : keep || at === 0 || at === lines.length - 2,
    ...(at === 0 && options.anchor ? { anchor: options.anchor } : {}),
    ...(at === 0 && options.break ? { break: true } : {}),
    draw: (page: Page, x: number, y: number, full: number) => {
      if (backing) drawBacking(page, backing, { x, y, w: full, h: height })
      if (at === 0 && mark) page.text(x + pad, y + baseline, mark.text, mark.style, { room: indent })
      drawLine(page, type, line, style, { x: x + indent + pad, y: y + baseline }, options)
    },
  }))
}

/** Empty space inside a backing, above or below its text. */
export function backingGap(backing: Backing, height: number, options: { before?: number; keep?: boolean } = {}): Piece {
  return { height, ...options, draw: (page, x, y, width) => drawBacking(page, backing, { x, y, w: width, h: height }) }
}

function drawBacking(page: Page, { fill, bar }: Backing, box: Box) {
  // A hair of overlap hides the seam that anti-aliasing leaves between two boxes; the stripe stays clear of the ground.
  const stripe = bar ? 3 : 0
  page.rect({ x: box.x + stripe, y: box.y, w: box.w - stripe, h: box.h + 0.3 }, { fill })
  if (bar) page.rect({ x: box.x, y: box.y, w: stripe, h: box.h + 0.3 }, { fill: bar })
}

function drawLine(
  page: Page,
  type: Typesetter,
  line: string,
  style: TextStyle,
  at: { x: number; y: number },
  { marking, links }: RichOptions,
) {
  let x = at.x
  let from = 0
  const put = (text: string, set: TextStyle) => {
    if (!text) return
    page.text(x, at.y, text, set)
    x += type.width(text, set)
  }
  for (const match of marking ? line.matchAll(marking.pattern) : []) {
    put(line.slice(from, match.index), style)
    const start = x
    put(match[0], { ...style, ...marking?.style })
    const anchor = marking?.anchor?.(match[0])
    if (anchor && links) links.add(page, { x: start - 1, y: at.y - style.size, w: x - start + 2, h: style.size * 1.35 }, anchor)
    from = match.index + match[0].length
  }
  put(line.slice(from), style)
}
