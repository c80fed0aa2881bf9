import type { GuideContent } from "#schemas/content/guide.ts"
import type { Piece } from "../page/flow.ts"
import { checkbox } from "../page/furniture.ts"
import type { Look } from "../page/look.ts"
import { heading, paragraph } from "../page/pieces.ts"
import { table } from "../page/table.ts"
import type { TextStyle, Typesetter } from "../page/typesetter.ts"
import { type Backing, backingGap, type LaterLinks, type Marking, richParagraph } from "../rich-text.ts"
import { citation, numbersOf, webAddress } from "./problems.ts"

type Chapter = GuideContent["chapters"][number]
type Section = Chapter["sections"][number]
export type GuideFrame = { type: Typesetter; look: Look; width: number; links: LaterLinks }

const sourceAnchor = (number: number) => `source-${number}`

/** The body of the PDF: each chapter from a new page, then checklist, glossary and sources. */
export function guidePieces(content: GuideContent, frame: GuideFrame): Piece[] {
  return [
    ...content.chapters.flatMap((chapter, at) => chapterPieces(chapter, at, frame)),
    ...(content.checklist.length > 0 ? checklistPieces(content, frame) : []),
    ...(content.glossary.length > 0 ? glossaryPieces(content, frame) : []),
    ...(content.sources.length > 0 ? sourcePieces(content, frame) : []),
  ]
}

function styles({ look }: GuideFrame) {
  const body: TextStyle = { ...look.serif(11), leading: 1.52 }
  const small: TextStyle = { ...look.text(9.5), leading: 1.45 }
  const marking: Marking = {
    pattern: citation,
    style: { color: look.accent },
    anchor: (cited) => sourceAnchor(numbersOf(cited)[0] ?? 0),
  }
  return { body, small, marking, number: look.monoStrong(9.5, look.accent) }
}

function chapterPieces(chapter: Chapter, at: number, frame: GuideFrame): Piece[] {
  const { type, look, width, links } = frame
  const { body, marking } = styles(frame)
  return [
    ...paragraph(type, `Chapter ${at + 1}`, look.label(8.5, look.accent), width, { break: true, keep: true, anchor: `chapter-${at + 1}` }),
    ...heading(type, chapter.title, { ...look.display(27), leading: 1.12 }, width, { before: 6 }),
    ...richParagraph(type, chapter.opening, { ...body, size: 13, leading: 1.5, color: look.ink }, width, { before: 14, marking, links }),
    ...chapter.sections.flatMap((section, n) => sectionPieces(section, `chapter-${at + 1}-${n + 1}`, frame)),
    ...boxed("Key points", chapter.keyPoints, "dash", frame),
    ...(chapter.exercise ? boxed(`Exercise: ${chapter.exercise.title}`, chapter.exercise.steps, "box", frame) : []),
  ]
}

function sectionPieces(section: Section, anchor: string, frame: GuideFrame): Piece[] {
  const { type, look, width, links } = frame
  const { body, small, marking, number } = styles(frame)
  const tip: Backing = { fill: look.tint, bar: look.accent, pad: 16 }
  const rich = { marking, links }
  const steps = section.steps ?? []
  // The last paragraph before a table or a list stays with it.
  const introducing = steps.length > 0 || section.table !== undefined
  const tableStyles = { head: look.strong(9), cell: small, rule: look.rule, line: look.accent }
  return [
    ...heading(type, section.heading, { ...look.heading(15), leading: 1.2 }, width, { before: 24, anchor }),
    ...section.paragraphs.flatMap((text, n) =>
      richParagraph(type, text, body, width, {
        before: n === 0 ? 7 : 9,
        keep: introducing && n === section.paragraphs.length - 1,
        ...rich,
      }),
    ),
    ...steps.flatMap((step, n) =>
      richParagraph(type, step, body, width, {
        before: n === 0 ? 10 : 5,
        indent: 24,
        mark: { text: `${n + 1}`, style: number },
        // No step stands alone at the foot or the head of a page.
        keep: n < steps.length - 1 && (n === 0 || n === steps.length - 2),
        ...rich,
      }),
    ),
    ...(section.table ? table(type, { ...section.table, before: 14, fill: look.tint }, tableStyles, width) : []),
    ...(section.tip
      ? [
          backingGap(tip, 10, { before: 14, keep: true }),
          ...richParagraph(type, section.tip, { ...small, size: 10 }, width, {
            backing: tip,
            indent: 34,
            keep: true,
            mark: { text: "Tip", style: look.strong(10, look.accent) },
            ...rich,
          }),
          backingGap(tip, 10),
        ]
      : []),
  ]
}

/** Key points or an exercise on a tinted ground, kept on one page as far as it fits. */
function boxed(title: string, items: string[], sign: "dash" | "box", frame: GuideFrame): Piece[] {
  const { type, look, width, links } = frame
  const { small, marking } = styles(frame)
  const ground: Backing = { fill: look.tint, pad: 18 }
  const rows = items.flatMap((item) => {
    const pieces = richParagraph(type, item, { ...small, size: 10 }, width, {
      indent: 20,
      backing: ground,
      keep: true,
      marking,
      links,
      ...(sign === "dash" ? { mark: { text: "–", style: look.strong(10, look.accent) } } : {}),
    })
    const [first, ...rest] = pieces
    return [
      backingGap(ground, 5, { keep: true }),
      ...(first && sign === "box" ? [ticked(first, look, ground.pad)] : first ? [first] : []),
      ...rest,
    ]
  })
  return [
    backingGap(ground, 13, { before: 24, keep: true }),
    ...richParagraph(type, title, { ...look.heading(12.5), leading: 1.25 }, width, { backing: ground, keep: true }),
    ...rows,
    backingGap(ground, 15),
  ]
}

/** The piece with an empty box to tick beside it. */
function ticked(piece: Piece, look: Look, left: number): Piece {
  return {
    ...piece,
    draw: (page, x, y, width) => {
      piece.draw(page, x, y, width)
      checkbox(page, x + left, y + piece.height / 2 - 4.8, 9, look.accent)
    },
  }
}

function glossaryPieces({ glossary }: GuideContent, frame: GuideFrame): Piece[] {
  const { type, look, width } = frame
  const { small } = styles(frame)
  return [
    ...heading(type, "Glossary", look.display(27), width, { break: true, anchor: "glossary" }),
    ...glossary
      .toSorted((a, b) => a.term.localeCompare(b.term, "en"))
      .flatMap(({ term, meaning }) => [
        ...paragraph(type, term, look.strong(10.5), width, { before: 12, keep: true }),
        ...paragraph(type, meaning, { ...small, size: 10 }, width, { before: 1 }),
      ]),
  ]
}

function checklistPieces({ checklist }: GuideContent, frame: GuideFrame): Piece[] {
  const { type, look, width } = frame
  const { body } = styles(frame)
  return [
    ...heading(type, "Checklist", look.display(27), width, { break: true, anchor: "checklist" }),
    ...checklist.flatMap((item, n) => {
      const [first, ...rest] = paragraph(type, item, body, width, { indent: 24, before: n === 0 ? 16 : 9 })
      return first ? [ticked(first, look, 0), ...rest] : []
    }),
  ]
}

function sourcePieces({ sources, glossary }: GuideContent, frame: GuideFrame): Piece[] {
  const { type, look, width } = frame
  const { small, number } = styles(frame)
  return [
    ...heading(type, "Sources", look.display(27), width, { before: 44, break: glossary.length === 0, anchor: "sources" }),
    ...sources.flatMap(({ title, url, licence }, n) => {
      const mark = { text: `[${n + 1}]`, style: number }
      const address = webAddress(url)
      const line = { ...small, size: 9 }
      return [
        ...paragraph(type, title, look.strong(10), width, { before: 13, indent: 26, keep: true, anchor: sourceAnchor(n + 1), mark }),
        ...(address
          ? paragraph(type, address, { ...line, color: look.accent }, width, { indent: 26, keep: true }).map((piece) =>
              linked(piece, address),
            )
          : []),
        ...paragraph(type, licence, { ...line, color: look.muted }, width, { indent: 26 }),
      ]
    }),
  ]
}

function linked(piece: Piece, url: string): Piece {
  return {
    ...piece,
    draw: (page, x, y, width) => {
      piece.draw(page, x, y, width)
      page.link({ x, y, w: width, h: piece.height }, { url })
    },
  }
}
