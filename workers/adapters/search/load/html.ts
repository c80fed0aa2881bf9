import { decodeEntities } from "#workers/lib/entities.ts"

const marks: Record<string, string> = { h1: "# ", h2: "## ", h3: "### ", h4: "#### ", h5: "##### ", h6: "###### ", li: "- " }
const blocks = "p, li, h1, h2, h3, h4, h5, h6, blockquote, pre, tr, dt, dd, figcaption"

/** A page's headings, paragraphs, lists and table rows as Markdown; scripts, navigation and forms are left out. */
export async function markdownOf(html: string): Promise<string> {
  const parts: string[] = [""]
  let hidden = 0
  const rewriter = new HTMLRewriter()
    .on("title, script, style, nav, header, footer, noscript, template, form, svg", {
      element(element) {
        hidden++
        element.onEndTag(() => void hidden--)
      },
    })
    .on(blocks, { element: ({ tagName }) => void parts.push(marks[tagName] ?? "") })
    .on("td, th", { element: (cell) => cell.onEndTag(() => void (parts[parts.length - 1] += " | ")) })
    .on("body", {
      text(chunk) {
        if (hidden === 0) parts[parts.length - 1] += chunk.text
      },
    })
  // Without a body element the rewriter has nothing to hold on to.
  await rewriter.transform(new Response(/<body\b/i.test(html) ? html : `<body>${html}</body>`)).text()
  return parts
    .map((part) =>
      decodeEntities(part)
        .replaceAll(/\s+/g, " ")
        .replace(/(\| )+$/, "")
        .trim(),
    )
    .filter((part) => !/^[#-]*$/.test(part))
    .join("\n\n")
}
