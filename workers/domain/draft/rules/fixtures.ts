import { embedded } from "#workers/adapters/models/embedded/index.ts"
import { Content } from "#schemas/content/index.ts"
import type { FullBrief, ProductBrief } from "#schemas/brief.ts"
import type { Copy } from "#schemas/draft.ts"
import type { Facts } from "#schemas/good.ts"
import { prompts } from "#schemas/prompts/index.ts"
import { brand } from "#seeds/brand.ts"
import { topics } from "#seeds/knowledge/index.ts"
import { handoverPolicy } from "#seeds/policies/index.ts"

/** The composer with all the shop's knowledge. */
export const composer = embedded(topics, brand, handoverPolicy)

export type Work = { brief: FullBrief; content: Content; facts: Facts; variants: Copy[] }
type Options = { taken?: string[]; variation?: number; variants?: number }

const pages = (count: number) => ({ "a4.pdf": count, "letter.pdf": count })

/** Figures of plausible files for a content; tests of the copy need no real ones. */
export function factsOf(content: Content): Facts {
  const base = { files: 6, bytes: 90_000, pages: {}, papers: [], words: 900, counts: {} }
  const papers = ["A4", "US Letter"]
  switch (content.kind) {
    case "planner":
      return { ...base, formats: ["pdf"], papers, pages: pages(458), counts: { links: 3120, trackers: content.trackers.length } }
    case "worksheet":
      return {
        ...base,
        formats: ["pdf"],
        papers,
        pages: pages(content.sheets.length + 2),
        counts: { sheets: content.sheets.length, "checklist items": 64, questions: 41 },
      }
    case "workbook":
      return { ...base, formats: ["xlsx"], counts: { sheets: 5, formulas: 1240, charts: content.breakdowns.length } }
    case "prompt-pack":
      return {
        ...base,
        formats: ["md", "csv", "json"],
        counts: { prompts: content.groups.flatMap((group) => group.prompts).length, groups: content.groups.length },
      }
    case "guide":
      return { ...base, formats: ["epub", "pdf"], papers, pages: pages(41), words: 5240, counts: { chapters: content.chapters.length } }
    case "printable":
      return { ...base, formats: ["svg", "png", "pdf"], papers, counts: { artworks: content.pieces.length } }
  }
}

/** A request taken through brief, content and copy, each checked by its schema as the gateway does it. */
export async function compose(request: ProductBrief, { taken = [], variation = 0, variants = 2 }: Options = {}): Promise<Work> {
  const asked = await composer.complete("brief", { request, ideaId: null, thisYear: 2026, month: 11, taken })
  const brief = prompts.brief.output.parse(asked.output)
  const written = await composer.complete(`content.${brief.kind}`, { brief, passages: [], variation, currency: "USD" })
  const content = Content.parse(written.output)
  const facts = factsOf(content)
  const listed = await composer.complete("copy", { brief, content, facts, variants, taken, repair: [] })
  return { brief, content, facts, variants: prompts.copy.output.parse(listed.output).variants }
}
