import type { GuideContent } from "#schemas/content/guide.ts"

/** A citation: `[n]` or `[n, m]`, numbers of one or two digits, so that a year in brackets stays text. */
export const citation = /\[(\d{1,2}(?:\s*,\s*\d{1,2})*)\]/g

/** Citations of sources that are not there, and table rows wider than their head; empty when the guide can be bound. */
export function guideProblems(content: GuideContent): string[] {
  const problems: string[] = []
  for (const chapter of content.chapters) {
    const texts = [
      chapter.opening,
      ...chapter.keyPoints,
      ...chapter.sections.flatMap((section) => [...section.paragraphs, ...(section.steps ?? []), section.tip ?? ""]),
    ]
    for (const text of texts)
      for (const match of text.matchAll(citation))
        for (const number of numbersOf(match[0]))
          if (number < 1 || number > content.sources.length)
            problems.push(`The chapter "${chapter.title}" cites source ${number}; there are ${content.sources.length}.`)
    for (const { heading, table } of chapter.sections)
      if (table?.rows.some((row) => row.length !== table.columns.length))
        problems.push(`The table under "${heading}" has rows of another width than its head.`)
  }
  return problems
}

/** The address if a book may link to it: pages on the web, nothing else. */
export function webAddress(url: string | undefined): string | undefined {
  const parsed = url && URL.canParse(url) ? new URL(url) : undefined
  return parsed && /^https?:$/.test(parsed.protocol) ? parsed.href : undefined
}

export const numbersOf = (cited: string): number[] => [...cited.matchAll(/\d+/g)].map((digits) => Number(digits[0]))
