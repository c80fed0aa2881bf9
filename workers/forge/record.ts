import type { Kit } from "./forge.ts"
import { flow } from "./page/flow.ts"
import { paperSizes } from "./page/page.ts"
import { pdfOf } from "./page/pdf.ts"
import { heading, paragraph } from "./page/pieces.ts"
import { Typesetter, type TextStyle } from "./page/typesetter.ts"

export type PaperRecord = { title: string; subtitle: string; sections: { heading: string; lines: string[] }[] }

/** A plain record on A4 for people who decide by paper: a bank, an accountant. Answers the bytes of a PDF. */
export async function recordPdf(kit: Pick<Kit, "brand" | "fonts" | "madeAt">, record: PaperRecord): Promise<Uint8Array> {
  const { brand } = kit
  const type = new Typesetter(kit.fonts)
  const margins = { top: 56, right: 56, bottom: 56, left: 56 }
  const width = paperSizes.a4.w - margins.left - margins.right
  const text: TextStyle = { family: brand.type.text, size: 10, leading: 1.45, color: brand.palette.ink }
  const title: TextStyle = { ...text, family: brand.type.display, weight: 700, size: 20, leading: 1.2 }
  const section: TextStyle = { ...text, weight: 700, size: 12 }
  const pieces = [
    ...heading(type, record.title, title, width),
    ...paragraph(type, record.subtitle, { ...text, color: brand.palette.muted }, width, { before: 4 }),
    ...record.sections.flatMap(({ heading: head, lines }) => [
      ...heading(type, head, section, width, { before: 16 }),
      ...lines.flatMap((line) => paragraph(type, line, text, width, { before: 3 })),
    ]),
  ]
  const { pages } = flow(pieces, { prefix: "record", size: paperSizes.a4, margins, type })
  return pdfOf({ title: record.title, subject: record.subtitle, author: brand.name, pages, outline: [], madeAt: kit.madeAt })
}
