import type { GuideContent } from "#schemas/content/guide.ts"
import { citation, numbersOf, webAddress } from "./problems.ts"
import { element, textElement, xmlText } from "./xml.ts"

type Chapter = GuideContent["chapters"][number]
type Section = Chapter["sections"][number]
/** One XHTML file of the book; `inContents` has its headings in the navigation. */
export type EpubPage = {
  file: string
  title: string
  label?: string
  body: string
  type: string
  headings: { id: string; title: string }[]
}

/** Every page of the reading order after the cover, as XHTML bodies. */
export function epubPages(content: GuideContent, brandName: string): EpubPage[] {
  const pages = [titlePage(content, brandName), ...content.chapters.map(chapterPage)]
  if (content.checklist.length > 0) pages.push(checklistPage(content))
  if (content.glossary.length > 0) pages.push(glossaryPage(content))
  if (content.sources.length > 0) pages.push(sourcesPage(content))
  return pages
}

/** A whole XHTML document around a body. */
export function xhtml(title: string, body: string): string {
  return `<?xml version="1.0" encoding="UTF-8"?>
<!DOCTYPE html>
<html xmlns="http://www.w3.org/1999/xhtml" xmlns:epub="http://www.idpf.org/2007/ops" lang="en" xml:lang="en">
<head><title>${xmlText(title)}</title><link rel="stylesheet" type="text/css" href="style.css"/></head>
<body>
${body}
</body>
</html>
`
}

/** Escaped text whose `[n]` lead to the sources. */
function cited(text: string): string {
  let out = ""
  let from = 0
  for (const match of text.matchAll(citation)) {
    const links = numbersOf(match[0]).map((n) => element("a", { href: `sources.xhtml#source-${n}`, role: "doc-biblioref" }, String(n)))
    out += `${xmlText(text.slice(from, match.index))}[${links.join(", ")}]`
    from = match.index + match[0].length
  }
  return out + xmlText(text.slice(from))
}

const items = (texts: string[]) => texts.map((text) => textElement("li", text, {}, cited)).join("")

function titlePage({ title, subtitle, promise }: GuideContent, brandName: string): EpubPage {
  const body = [
    textElement("h1", title),
    textElement("p", subtitle, { class: "subtitle" }),
    textElement("p", promise, { class: "promise" }),
    textElement("p", brandName, { class: "brand" }),
  ]
  return page("title.xhtml", "Title page", "titlepage", body, [])
}

function chapterPage(chapter: Chapter, at: number): EpubPage {
  const headings = chapter.sections.map(({ heading }, n) => ({ id: `section-${n + 1}`, title: heading }))
  const body = [
    element("p", { class: "label" }, `Chapter ${at + 1}`),
    textElement("h1", chapter.title),
    textElement("p", chapter.opening, { class: "opening" }, cited),
    ...chapter.sections.map((section, n) => sectionMarkup(section, `section-${n + 1}`)),
    element("aside", { class: "box", "aria-label": "Key points" }, `<h2>Key points</h2>${element("ul", {}, items(chapter.keyPoints))}`),
    ...(chapter.exercise
      ? [
          element(
            "section",
            { class: "box" },
            textElement("h2", `Exercise: ${chapter.exercise.title}`) + element("ul", { class: "ticks" }, items(chapter.exercise.steps)),
          ),
        ]
      : []),
  ]
  return { ...page(`chapter-${at + 1}.xhtml`, chapter.title, "chapter", body, headings), label: String(at + 1) }
}

function sectionMarkup(section: Section, id: string): string {
  const { heading, paragraphs, steps, table, tip } = section
  const head = table?.columns.map((column) => textElement("th", column, { scope: "col" })).join("")
  const rows = table?.rows.map((row) => element("tr", {}, row.map((cell) => textElement("td", cell)).join(""))).join("")
  return element(
    "section",
    { id },
    [
      textElement("h2", heading),
      ...paragraphs.map((text) => textElement("p", text, {}, cited)),
      steps?.length ? element("ol", {}, items(steps)) : "",
      table ? element("table", {}, `<thead><tr>${head}</tr></thead><tbody>${rows}</tbody>`) : "",
      tip ? element("aside", { class: "tip", "aria-label": "Tip" }, `<p><strong>Tip</strong> ${cited(tip)}</p>`) : "",
    ].join("\n"),
  )
}

function glossaryPage({ glossary }: GuideContent): EpubPage {
  const terms = glossary.toSorted((a, b) => a.term.localeCompare(b.term, "en"))
  const list = terms.map(({ term, meaning }) => textElement("dt", term) + textElement("dd", meaning)).join("\n")
  return page("glossary.xhtml", "Glossary", "glossary", ["<h1>Glossary</h1>", element("dl", {}, list)], [])
}

function checklistPage({ checklist }: GuideContent): EpubPage {
  return page("checklist.xhtml", "Checklist", "appendix", ["<h1>Checklist</h1>", element("ul", { class: "ticks" }, items(checklist))], [])
}

function sourcesPage({ sources }: GuideContent): EpubPage {
  const list = sources.map(({ title, url, licence }, n) => {
    const href = webAddress(url)
    const link = href ? `<br/>${element("a", { href }, xmlText(href))}` : ""
    return element("li", { id: `source-${n + 1}` }, `${xmlText(title)}${link}<br/>${element("small", {}, xmlText(licence))}`)
  })
  return page("sources.xhtml", "Sources", "bibliography", ["<h1>Sources</h1>", element("ol", {}, list.join("\n"))], [])
}

function page(file: string, title: string, type: string, body: string[], headings: EpubPage["headings"]): EpubPage {
  return { file, title, type, headings, body: element("section", { "epub:type": type }, `\n${body.join("\n")}\n`) }
}
