import type { Piece } from "./flow.ts"
import { ink, type Align } from "./page.ts"
import type { TextStyle, Typesetter } from "./typesetter.ts"

const stepOf = (style: TextStyle) => (style.leading ?? 1.4) * style.size
const baseline = (style: TextStyle) => (stepOf(style) - (ink.above + ink.below) * style.size) / 2 + ink.above * style.size

export type ParagraphOptions = {
  before?: number
  keep?: boolean
  indent?: number
  align?: Align
  anchor?: string
  break?: boolean
  /** Drawn beside the first line, in the indent: a number, a dash. */
  mark?: { text: string; style: TextStyle }
}

/** A paragraph as one piece a line, with no single line left behind or sent ahead. `width` is that of the flow. */
export function paragraph(type: Typesetter, text: string, style: TextStyle, width: number, options: ParagraphOptions = {}): Piece[] {
  const { before = 0, keep = false, indent = 0, align = "left", mark } = options
  const { lines } = type.lines(text, style, width - indent)
  return lines.map((line, at) => ({
    height: stepOf(style),
    before: at === 0 ? before : 0,
    // The first two and the last two lines stay together.
    keep: at === lines.length - 1 ? keep : keep || at === 0 || at === lines.length - 2,
    ...(at === 0 && options.anchor ? { anchor: options.anchor } : {}),
    ...(at === 0 && options.break ? { break: true } : {}),
    draw: (page, x, y, full) => {
      const room = full - indent
      const left = x + indent + (align === "center" ? room / 2 : align === "right" ? room : 0)
      page.text(left, y + baseline(style), line, style, { align, room: room + 0.1 })
      if (at === 0 && mark) page.text(x, y + baseline(style), mark.text, mark.style, { room: indent })
    },
  }))
}

/** A heading: never last on its page. */
export function heading(type: Typesetter, text: string, style: TextStyle, width: number, options: ParagraphOptions = {}): Piece[] {
  return paragraph(type, text, { leading: 1.15, ...style }, width, { before: 18, ...options, keep: true })
}

/** A list with a dash or a number beside each item. */
export function list(
  type: Typesetter,
  items: string[],
  style: TextStyle,
  width: number,
  options: { numbered?: boolean; markStyle?: TextStyle; indent?: number; gap?: number; before?: number } = {},
): Piece[] {
  const { numbered = false, markStyle = style, indent = style.size * 1.8, gap = 3, before = gap } = options
  return items.flatMap((item, at) =>
    paragraph(type, item, style, width, {
      indent,
      before: at === 0 ? before : gap,
      mark: { text: numbered ? `${at + 1}` : "–", style: markStyle },
    }),
  )
}

/** Empty space of a height, dropped at the top of a page. */
export const gap = (height: number): Piece => ({ height: 0, before: height, draw: () => {} })
