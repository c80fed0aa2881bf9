import type { Brand } from "#schemas/brand.ts"
import { flow, type Margins, type Piece } from "./page/flow.ts"
import { furnish } from "./page/furniture.ts"
import type { Look } from "./page/look.ts"
import { Page, type Size } from "./page/page.ts"
import type { OutlineEntry } from "./page/pdf.ts"
import type { Typesetter } from "./page/typesetter.ts"
import type { LaterLinks } from "./rich-text.ts"

/** A line of the contents: `anchor` is where it leads; `label` stands in front, such as a chapter's number. */
export type ContentsEntry = { title: string; anchor: string; label?: string; children?: { title: string; anchor: string }[] }
export type BookPlan = {
  title: string
  subtitle: string
  blurb: string
  /** Short facts on the title page: 8 chapters, 41 prompts. */
  counts: string[]
  contents: ContentsEntry[]
  pieces: Piece[]
  links: LaterLinks
}
export type BookFrame = { size: Size; margins: Margins; type: Typesetter; look: Look; brand: Brand }

/** Title page, contents with true page numbers, and the body under running heads; numbers count from the title page. */
export function bindBook(plan: BookPlan, frame: BookFrame): { pages: Page[]; outline: OutlineEntry[] } {
  const { size, margins, type } = frame
  const body = flow(plan.pieces, { prefix: "page", size, margins, type })
  plan.links.settle(body.anchors)
  // How many pages the contents take does not depend on the numbers in them, so a draft tells.
  const draft = contentsPages(plan, frame, () => 0, body.anchors)
  const first = 1 + draft.length + 1
  const numberOf = (name: string) => first + body.pages.findIndex((page) => page.name === name)
  const contents = contentsPages(plan, frame, (anchor) => numberOf(body.anchors.get(anchor) ?? ""), body.anchors)
  const pages = [titlePage(plan, frame), ...contents, ...body.pages]
  let section = "Contents"
  pages.forEach((page, at) => {
    if (at === 0) return
    section = plan.contents.find((entry) => body.anchors.get(entry.anchor) === page.name)?.title ?? section
    furnish(page, { ...frame, title: plan.title }, section, at + 1)
  })
  return { pages, outline: outlineOf(plan, contents[0]?.name ?? "title", body.anchors) }
}

function outlineOf(plan: BookPlan, contents: string, anchors: Map<string, string>): OutlineEntry[] {
  const chapters = plan.contents.map(({ title, anchor, label, children }) => ({
    title: label ? `${label}  ${title}` : title,
    page: anchors.get(anchor) ?? contents,
    children: children?.map((child) => ({ title: child.title, page: anchors.get(child.anchor) ?? contents })),
  }))
  return [{ title: "Contents", page: contents }, ...chapters]
}

/** The first page of the PDF and, in its own proportions, the cover inside the EPUB. */
export function titlePage(
  { title, subtitle, blurb, counts }: Omit<BookPlan, "pieces">,
  { size, margins, type, look, brand }: BookFrame,
): Page {
  const page = new Page("title", size, type)
  const band = Math.round(size.h * 0.58)
  const width = size.w - margins.left - margins.right
  page.rect({ x: 0, y: 0, w: size.w, h: band }, { fill: look.tone })
  page.text(margins.left, 58, brand.name, look.strong(10, look.onTone))
  const room = { x: margins.left, y: 96, w: width, h: band - 96 - 84 }
  page.fit(room, title, { ...look.display(40, look.onTone), leading: 1.08 }, { valign: "bottom", min: 0.5 })
  page.fit({ x: margins.left, y: band - 70, w: width, h: 44 }, subtitle, { ...look.text(13, look.onTone), leading: 1.35 }, { min: 0.7 })
  const used = page.fit({ x: margins.left, y: band + 34, w: width, h: 130 }, blurb, { ...look.serif(12.5), leading: 1.5 }, { min: 0.7 })
  page.line(margins.left, band + 34 + used + 22, margins.left + 54, band + 34 + used + 22, look.accent, 2.5)
  counts.forEach((count, n) => page.text(margins.left, band + used + 84 + n * 18, count, look.strong(10.5, look.muted), { room: width }))
  return page
}

function contentsPages(plan: BookPlan, frame: BookFrame, numberOf: (anchor: string) => number, anchors: Map<string, string>): Page[] {
  const { size, margins, type, look } = frame
  const heading: Piece = {
    height: 54,
    keep: true,
    draw: (page, x, y, width) => page.text(x, y + 26, "Contents", look.display(26), { room: width }),
  }
  const line = (entry: ContentsEntry, child: boolean, keep: boolean): Piece => ({
    height: child ? 16.5 : 21,
    before: child ? 0 : 9,
    keep,
    draw: (page, x, y, width) => {
      const style = child ? look.text(9.5, look.muted) : look.strong(11.5)
      const base = y + (child ? 11.5 : 14.5)
      const left = x + 28
      if (entry.label) page.text(x, base, entry.label, look.monoStrong(10.5, look.accent))
      page.text(left, base, entry.title, style, { room: width - 28 - 34 })
      const end = left + Math.min(type.width(entry.title, style), width - 62) + 6
      if (!child) page.line(end, base - 1, x + width - 28, base - 1, look.rule, 0.7, [1, 3])
      page.text(x + width, base, String(numberOf(entry.anchor)), child ? look.mono(9, look.muted) : look.monoStrong(10), { align: "right" })
      const target = anchors.get(entry.anchor)
      if (target) page.link({ x, y, w: width, h: child ? 16.5 : 21 }, { page: target })
    },
  })
  const pieces = plan.contents.flatMap((entry) => [
    line(entry, false, Boolean(entry.children?.length)),
    ...(entry.children ?? []).map((child) => line(child, true, false)),
  ])
  return flow([heading, ...pieces], { prefix: "contents", size, margins, type }).pages
}
