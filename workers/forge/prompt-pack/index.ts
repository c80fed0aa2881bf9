import type { PromptPackContent } from "#schemas/content/prompt-pack.ts"
import type { Paper } from "#schemas/good.ts"
import { bindBook } from "../book.ts"
import type { Kit, MadeFile, Maker } from "../forge.ts"
import { lookOf } from "../page/look.ts"
import { paperNames, paperSizes, type Page } from "../page/page.ts"
import { pdfOf } from "../page/pdf.ts"
import { Typesetter } from "../page/typesetter.ts"
import { previewFiles, type Shown } from "../preview.ts"
import { LaterLinks } from "../rich-text.ts"
import { slugOf } from "../slug.ts"
import { packCsv } from "./csv.ts"
import { type Entry, entriesOf } from "./entries.ts"
import { packJson } from "./json.ts"
import { packMarkdown } from "./markdown.ts"
import { packPieces } from "./pdf-pieces.ts"
import { promptPackProblems } from "./problems.ts"

/** The same prompts as Markdown, CSV and JSON, and as a PDF to read. */
export const promptPack: Maker<"prompt-pack"> = {
  kind: "prompt-pack",
  about: "Prompts to paste into any chat assistant (Markdown, CSV, JSON and PDF)",
  async make(content, kit) {
    const problems = promptPackProblems(content)
    if (problems.length > 0) throw new Error(`The prompt pack cannot be made. ${problems.join(" ")}`)
    const slug = slugOf(content.title)
    const entries = entriesOf(content)
    const type = new Typesetter(kit.fonts)
    const deliverables: MadeFile[] = [
      text(`${slug}.md`, "text/markdown", packMarkdown(content, entries, slug, kit)),
      text(`${slug}.csv`, "text/csv", packCsv(entries)),
      text(`${slug}.json`, "application/json", packJson(content, entries, kit)),
    ]
    const pages: Record<string, number> = {}
    let a4: Page[] = []
    for (const paper of ["a4", "letter"] as const) {
      const { book, bytes } = await edition(content, entries, paper, type, kit)
      const name = `${slug}-${paper}.pdf`
      pages[name] = book.length
      if (paper === "a4") a4 = book
      deliverables.push({ name, role: "deliverable", mediaType: "application/pdf", bytes })
    }
    const shown = picturesOf(a4, content)
    return {
      deliverables,
      previews: await previewFiles(shown, kit),
      pages: shown.map(({ page }) => page),
      facts: { pages, papers: Object.values(paperNames), words: countWords(content), counts: countsOf(content, entries) },
    }
  },
}

async function edition(content: PromptPackContent, entries: Entry[], paper: Paper, type: Typesetter, kit: Kit) {
  const look = lookOf(kit.brand, "prompt-pack")
  const size = paperSizes[paper]
  const margins = { top: 74, right: 64, bottom: 64, left: 64 }
  const plan = {
    title: content.title,
    subtitle: content.subtitle,
    blurb: content.intro,
    counts: [
      `${entries.length} prompts in ${content.groups.length} groups`,
      `${content.placeholders.length} things to fill in, each with an example`,
    ],
    links: new LaterLinks(),
    pieces: packPieces(content, entries, type, look, size.w - margins.left - margins.right),
    contents: [
      { title: "How to use the prompts", anchor: "how-to" },
      { title: "What to fill in", anchor: "placeholders" },
      ...content.groups.map((group, g) => ({
        title: group.title,
        anchor: `group-${g + 1}`,
        label: String(g + 1),
        children: group.prompts.map((prompt, p) => ({ title: prompt.title, anchor: `prompt-${g + 1}.${p + 1}` })),
      })),
    ],
  }
  const { pages, outline } = bindBook(plan, { size, margins, type, look, brand: kit.brand })
  const bytes = await pdfOf({ title: content.title, subject: content.subtitle, author: kit.brand.name, pages, outline, madeAt: kit.madeAt })
  return { book: pages, bytes }
}

/** The first group's opening, the contents, another group, and the list of what to fill in. */
function picturesOf(pages: Page[], content: PromptPackContent): Shown[] {
  const first = pages.findIndex((page) => page.name === "page-1")
  const groups = pages.filter((page) => page.items.some((item) => item.kind === "text" && /^Group \d+$/.test(item.text)))
  const wanted: { page: Page | undefined; alt: string }[] = [
    { page: groups[0], alt: `Prompts of the group ${content.groups[0]?.title ?? ""}, each with when to use it and what to expect.` },
    { page: pages[1], alt: `Contents: ${content.groups.map((group) => group.title).join(", ")}.` },
    { page: groups[1], alt: `Prompts of the group ${content.groups[1]?.title ?? ""}.` },
    { page: pages[first], alt: "How to use the prompts, and the list of what to fill in with examples." },
    { page: groups[2], alt: `Prompts of the group ${content.groups[2]?.title ?? ""}.` },
  ]
  return wanted.flatMap(({ page, alt }) => (page ? [{ page, alt }] : []))
}

function countsOf(content: PromptPackContent, entries: Entry[]) {
  return { prompts: entries.length, groups: content.groups.length, placeholders: content.placeholders.length }
}

function countWords(content: PromptPackContent): number {
  const texts = content.groups.flatMap((group) => [
    group.about,
    ...group.prompts.flatMap((p) => [p.title, p.use, p.prompt, p.expect, p.followUp]),
  ])
  return [content.intro, ...content.howTo, ...texts].join(" ").split(/\s+/).filter(Boolean).length
}

function text(name: string, mediaType: string, body: string): MadeFile {
  return { name, role: "deliverable", mediaType, bytes: new TextEncoder().encode(body) }
}
