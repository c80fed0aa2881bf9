import type { WorksheetContent } from "#schemas/content/worksheet.ts"
import { Paper } from "#schemas/good.ts"
import type { Kit, Made, MadeFile, Maker } from "../forge.ts"
import { lookOf } from "../page/look.ts"
import { paperNames } from "../page/page.ts"
import { pdfOf } from "../page/pdf.ts"
import { Typesetter } from "../page/typesetter.ts"
import { wordsOf } from "../page/words.ts"
import { previewFiles, type Shown } from "../preview.ts"
import { slugOf } from "../slug.ts"
import { packOf, packPages, type Sheet } from "./sheets.ts"

const blocksOf = (content: WorksheetContent) => content.sheets.flatMap((sheet) => sheet.blocks)

function counts(content: WorksheetContent): Record<string, number> {
  const blocks = blocksOf(content)
  const items = blocks.flatMap((block) => (block.type === "checklist" ? block.items : []))
  const questions = blocks.flatMap((block) => (block.type === "questions" ? block.questions : []))
  return {
    sheets: content.sheets.length,
    checklists: blocks.filter((block) => block.type === "checklist").length,
    "checklist items": items.length,
    tables: blocks.filter((block) => block.type === "table").length,
    questions: questions.length,
  }
}

/** The sheets with the most kinds of block first: four of them show what the pack can do. */
function shown(content: WorksheetContent, sheets: Sheet[]): Shown[] {
  const variety = (at: number) => new Set(content.sheets[at]?.blocks.map((block) => block.type)).size
  return sheets
    .flatMap((sheet, at) => (sheet.pages[0] ? [{ page: sheet.pages[0], at, alt: `Sheet ${at + 1}: ${sheet.title}` }] : []))
    .toSorted((a, b) => variety(b.at) - variety(a.at) || a.at - b.at)
    .slice(0, 4)
}

async function make(content: WorksheetContent, kit: Kit): Promise<Made> {
  const type = new Typesetter(kit.fonts)
  const look = lookOf(kit.brand, "worksheet")
  const deliverables: MadeFile[] = []
  const facts: Made["facts"] = { pages: {}, papers: [], words: 0, counts: counts(content) }
  let front: Shown[] = []
  for (const paper of Paper.options) {
    const { pages, sheets } = packPages(packOf(content, kit.brand, look, type, paper))
    const outline = [
      { title: "Contents", page: "contents-1" },
      ...sheets.flatMap((sheet) => (sheet.pages[0] ? [{ title: sheet.title, page: sheet.pages[0].name }] : [])),
    ]
    const bytes = await pdfOf({
      title: content.title,
      subject: content.subtitle,
      author: kit.brand.name,
      pages,
      outline,
      madeAt: kit.madeAt,
    })
    const name = `${slugOf(content.title)}-${paper}.pdf`
    deliverables.push({ name, role: "deliverable", mediaType: "application/pdf", bytes })
    facts.pages[name] = pages.length
    facts.papers.push(paperNames[paper])
    if (front.length) continue
    const contents = pages.find((page) => page.name === "contents-1")
    front = [...shown(content, sheets), ...(contents ? [{ page: contents, alt: `Contents of ${content.title}` }] : [])]
    facts.words = wordsOf(pages)
  }
  return { deliverables, previews: await previewFiles(front, kit), pages: front.map(({ page }) => page), facts }
}

export const worksheet: Maker<"worksheet"> = {
  kind: "worksheet",
  about: "A pack of checklists and worksheets to print or write on, for A4 and US Letter.",
  make,
}
