const blocks = "p, li, h1, h2, h3, h4, blockquote, td, pre"

/** The title and the paragraphs worth citing of an HTML page, a Markdown page or plain text; scripts and navigation are left out. */
export async function paragraphsOf(text: string, mediaType: string): Promise<{ title: string | null; paragraphs: string[] }> {
  const found = mediaType.includes("html") ? await fromHtml(text) : fromText(text)
  const paragraphs = [...new Set(found.paragraphs.map(tidy))].filter((paragraph) => paragraph.length >= 40 && paragraph.length <= 2000)
  return { title: found.title ? tidy(found.title).slice(0, 160) : null, paragraphs }
}

async function fromHtml(html: string) {
  const paragraphs: string[] = []
  let title = ""
  let hidden = 0
  const rewriter = new HTMLRewriter()
    .on("title", { text: (chunk) => void (title += chunk.text) })
    .on("script, style, nav, footer, header, noscript, template", {
      element(element) {
        hidden++
        element.onEndTag(() => void hidden--)
      },
    })
    .on(blocks, { element: () => void paragraphs.push("") })
    .on(blocks, {
      text(chunk) {
        if (hidden === 0) paragraphs[paragraphs.length - 1] += chunk.text
      },
    })
  await rewriter.transform(new Response(html)).text()
  return { title: decodeEntities(title), paragraphs: paragraphs.map(decodeEntities) }
}

function fromText(text: string) {
  const title = /^#\s+(.+)$/m.exec(text)?.[1] ?? null
  return { title, paragraphs: text.split(/\n\s*\n/).map((block) => block.replaceAll(/[#*_`>]+/g, "")) }
}

const entities: Record<string, string> = {
  amp: "&",
  lt: "<",
  gt: ">",
  quot: '"',
  apos: "'",
  nbsp: " ",
  ndash: "–",
  mdash: "—",
  rsquo: "’",
  lsquo: "‘",
  ldquo: "“",
  rdquo: "”",
  hellip: "…",
}

/** HTMLRewriter hands text over as it is written in the page, entities and all. */
export function decodeEntities(text: string): string {
  return text.replaceAll(/&(#x?[0-9a-f]+|\w+);/gi, (whole, name: string) => {
    if (!name.startsWith("#")) return entities[name.toLowerCase()] ?? whole
    const code = name[1]?.toLowerCase() === "x" ? Number.parseInt(name.slice(2), 16) : Number.parseInt(name.slice(1), 10)
    return Number.isFinite(code) && code > 0 && code <= 0x10ffff ? String.fromCodePoint(code) : " "
  })
}

const tidy = (text: string) => text.replaceAll(/\s+/g, " ").trim()
