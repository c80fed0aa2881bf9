import type { GuideContent } from "#schemas/content/guide.ts"
import type { Paper } from "#schemas/good.ts"
import { bindBook, type BookFrame, type BookPlan, titlePage } from "../book.ts"
import type { Kit, MadeFile, Maker } from "../forge.ts"
import { lookOf } from "../page/look.ts"
import { type Page, paperNames, paperSizes } from "../page/page.ts"
import { pdfOf } from "../page/pdf.ts"
import { svgOf } from "../page/svg.ts"
import { Typesetter } from "../page/typesetter.ts"
import { previewFiles, type Shown } from "../preview.ts"
import { LaterLinks } from "../rich-text.ts"
import { slugOf } from "../slug.ts"
import { writeEpub } from "./epub.ts"
import { guidePieces } from "./pdf-pieces.ts"
import { guideProblems } from "./problems.ts"

/** A short book: EPUB 3 for readers, PDF in A4 and US Letter for screen and print. */
export const guide: Maker<"guide"> = {
  kind: "guide",
  about: "A short book with chapters, exercises and sources (EPUB and PDF)",
  async make(content, kit) {
    const problems = guideProblems(content)
    if (problems.length > 0) throw new Error(`The guide cannot be bound. ${problems.join(" ")}`)
    const slug = slugOf(content.title)
    const type = new Typesetter(kit.fonts)
    const look = lookOf(kit.brand, "guide")
    const pages: Record<string, number> = {}
    const deliverables: MadeFile[] = []
    let a4: Page[] = []
    for (const paper of ["a4", "letter"] as const) {
      const { book, bytes } = await edition(content, paper, type, kit)
      const name = `${slug}-${paper}.pdf`
      pages[name] = book.length
      if (paper === "a4") a4 = book
      deliverables.push({ name, role: "deliverable", mediaType: "application/pdf", bytes })
    }
    const front = titlePage(planOf(content), { size: { w: 600, h: 900 }, margins: pageMargins, type, look, brand: kit.brand })
    const epub = await writeEpub(content, await kit.png(svgOf(front), 1200), look, kit)
    deliverables.unshift({ name: `${slug}.epub`, role: "deliverable", mediaType: "application/epub+zip", bytes: epub })
    const shown = picturesOf(a4, content)
    return {
      deliverables,
      previews: await previewFiles(shown, kit),
      pages: shown.map(({ page }) => page),
      facts: { pages, papers: Object.values(paperNames), words: countWords(content), counts: countsOf(content) },
    }
  },
}

const pageMargins = { top: 78, right: 78, bottom: 70, left: 78 }

function planOf(content: GuideContent): Omit<BookPlan, "pieces"> {
  const exercises = content.chapters.filter((chapter) => chapter.exercise).length
  const back = [
    ...(content.checklist.length > 0 ? [{ title: "Checklist", anchor: "checklist" }] : []),
    ...(content.glossary.length > 0 ? [{ title: "Glossary", anchor: "glossary" }] : []),
    ...(content.sources.length > 0 ? [{ title: "Sources", anchor: "sources" }] : []),
  ]
  return {
    title: content.title,
    subtitle: content.subtitle,
    blurb: content.promise,
    counts: [
      `${content.chapters.length} chapters`,
      ...(exercises > 0 ? [`${exercises} ${exercises === 1 ? "exercise" : "exercises"}`] : []),
    ],
    links: new LaterLinks(),
    contents: [
      ...content.chapters.map((chapter, at) => ({
        title: chapter.title,
        anchor: `chapter-${at + 1}`,
        label: String(at + 1),
        children: chapter.sections.map((section, n) => ({ title: section.heading, anchor: `chapter-${at + 1}-${n + 1}` })),
      })),
      ...back,
    ],
  }
}

async function edition(content: GuideContent, paper: Paper, type: Typesetter, kit: Kit) {
  const look = lookOf(kit.brand, "guide")
  const size = paperSizes[paper]
  const frame: BookFrame = { size, margins: pageMargins, type, look, brand: kit.brand }
  const plan = planOf(content)
  const width = size.w - pageMargins.left - pageMargins.right
  const pieces = guidePieces(content, { type, look, width, links: plan.links })
  const { pages, outline } = bindBook({ ...plan, pieces }, frame)
  const bytes = await pdfOf({ title: content.title, subject: content.subtitle, author: kit.brand.name, pages, outline, madeAt: kit.madeAt })
  return { book: pages, bytes }
}

/** A chapter's opening, the contents, a page from the middle, another opening and the title page. */
function picturesOf(pages: Page[], content: GuideContent): Shown[] {
  const openings = pages.filter((page) => page.items.some((item) => item.kind === "text" && /^Chapter \d+$/.test(item.text)))
  const after = (page: Page | undefined) => (page ? pages[pages.indexOf(page) + 1] : undefined)
  const titles = content.chapters.map((chapter) => chapter.title)
  const wanted: { page: Page | undefined; alt: string }[] = [
    { page: openings[0], alt: `First page of the chapter ${titles[0] ?? ""}.` },
    { page: pages[1], alt: `Contents with page numbers: ${titles.join(", ")}.` },
    { page: openings[1] === after(openings[0]) ? openings[2] : after(openings[0]), alt: "An inside page with text, steps or a table." },
    { page: openings[1], alt: `First page of the chapter ${titles[1] ?? ""}.` },
    { page: pages[0], alt: `Title page: ${content.title}.` },
  ]
  return wanted.flatMap(({ page, alt }) => (page ? [{ page, alt }] : []))
}

function countsOf(content: GuideContent) {
  const sections = content.chapters.flatMap((chapter) => chapter.sections)
  return {
    chapters: content.chapters.length,
    sections: sections.length,
    exercises: content.chapters.filter((chapter) => chapter.exercise).length,
    tables: sections.filter((section) => section.table).length,
    "glossary terms": content.glossary.length,
    "checklist items": content.checklist.length,
    sources: content.sources.length,
  }
}

function countWords(content: GuideContent): number {
  const chapters = content.chapters.flatMap((chapter) => [
    chapter.opening,
    ...chapter.sections.flatMap((section) => [
      ...section.paragraphs,
      ...(section.steps ?? []),
      ...(section.table?.rows.flat() ?? []),
      section.tip ?? "",
    ]),
    ...chapter.keyPoints,
    ...(chapter.exercise?.steps ?? []),
  ])
  const back = [...content.glossary.flatMap(({ term, meaning }) => [term, meaning]), ...content.checklist]
  return [content.promise, ...chapters, ...back].join(" ").split(/\s+/).filter(Boolean).length
}
