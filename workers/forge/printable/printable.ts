import type { PrintableContent } from "#schemas/content/printable.ts"
import type { Kit, Made, MadeFile, Maker } from "../forge.ts"
import type { Page } from "../page/page.ts"
import { pdfOf } from "../page/pdf.ts"
import { svgOf } from "../page/svg.ts"
import { Typesetter } from "../page/typesetter.ts"
import { wordsOf } from "../page/words.ts"
import { previewFiles } from "../preview.ts"
import { slugOf } from "../slug.ts"
import { withDensity } from "./density.ts"
import { piecePage } from "./piece.ts"

const DPI = 300
const A4_PIXELS = 2480
/** The sizes that frames are sold in. A4 is rounded to whole pixels at 300 dpi: 2480 × 3508. */
const sizes = [
  { key: "a4", label: "A4", size: { w: 595.2, h: 841.92 } },
  { key: "8x10in", label: "8 × 10 in", size: { w: 576, h: 720 } },
]

async function make(content: PrintableContent, kit: Kit): Promise<Made> {
  const type = new Typesetter(kit.fonts)
  const slug = slugOf(content.title)
  const deliverables: MadeFile[] = []
  const facts: Made["facts"] = { pages: {}, papers: sizes.map(({ label }) => label), words: 0, counts: { artworks: content.pieces.length } }
  let art: Page[] = []
  for (const { key, label, size } of sizes) {
    const pages = content.pieces.map((_, at) => piecePage(content, at, size, type, kit.brand))
    const outline = content.pieces.map((piece, at) => ({ title: piece.title, page: `piece-${at + 1}` }))
    const name = `${slug}-${key}.pdf`
    const subject = `${content.subtitle} (${label})`
    const bytes = await pdfOf({ title: content.title, subject, author: kit.brand.name, pages, outline, madeAt: kit.madeAt })
    deliverables.push({ name, role: "deliverable", mediaType: "application/pdf", bytes })
    facts.pages[name] = pages.length
    if (!art.length) art = pages
  }
  facts.words = wordsOf(art)
  for (const [at, page] of art.entries()) {
    const name = `${slug}-${String(at + 1).padStart(2, "0")}-${slugOf(content.pieces[at]?.title ?? "")}`
    const svg = svgOf(page, { width: `${page.size.w / 72}in`, height: `${page.size.h / 72}in` })
    deliverables.push({ name: `${name}.svg`, role: "deliverable", mediaType: "image/svg+xml", bytes: new TextEncoder().encode(svg) })
    // 35 MB of pixels each: one after the other, never together.
    const bytes = withDensity(await kit.png(svg, A4_PIXELS), DPI)
    deliverables.push({ name: `${name}.png`, role: "deliverable", mediaType: "image/png", bytes })
  }
  const shown = art.slice(0, 6).map((page, at) => ({ page, alt: content.pieces[at]?.alt ?? content.title }))
  return { deliverables, previews: await previewFiles(shown, kit), pages: art, facts }
}

export const printable: Maker<"printable"> = {
  kind: "printable",
  about: "A set of art prints drawn from a seed: SVG, 300-dpi PNG, and PDF at A4 and 8 × 10 in.",
  make,
}
