import type { Content } from "#schemas/content/index.ts"
import type { Facts } from "#schemas/good.ts"
import { series } from "#workers/lib/text.ts"

/** The figures that copy may name, counted from the files, or from the content where the files say nothing. */
export type Figures = {
  pages: number | undefined
  papers: string
  formats: string
  words: number | undefined
  count(noun: string): number | undefined
}

const saidAs: Record<string, string> = { md: "Markdown", markdown: "Markdown", htm: "HTML" }

const own = (content: Content): Record<string, number> => {
  if (content.kind === "prompt-pack")
    return { prompts: content.groups.reduce((sum, { prompts }) => sum + prompts.length, 0), groups: content.groups.length }
  if (content.kind === "guide") return { chapters: content.chapters.length }
  if (content.kind === "printable") return { artworks: content.pieces.length }
  if (content.kind === "worksheet") return { sheets: content.sheets.length }
  if (content.kind === "planner") return { trackers: content.trackers.length }
  return { logs: content.logs.length }
}

export function figures(facts: Facts, content: Content): Figures {
  const pages = Object.values(facts.pages)
  const counted: Record<string, number> = { ...own(content), ...facts.counts }
  return {
    pages: pages.length > 0 && pages.every((count) => count === pages[0]) ? pages[0] : undefined,
    papers: series(facts.papers),
    formats: series(
      facts.formats
        .map((format) => saidAs[format.toLowerCase()] ?? format.toUpperCase())
        .filter((format) => !["ZIP", "TXT", "LICENCE"].includes(format)),
    ),
    words: facts.words > 0 ? facts.words : undefined,
    count: (noun) => (counted[noun] === undefined || counted[noun] === 0 ? undefined : counted[noun]),
  }
}

/** `1234` → `1,234`. */
export const grouped = (value: number): string => value.toLocaleString("en-US")
