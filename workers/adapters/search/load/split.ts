/** A part of a document: the way of headings to it, and its text. */
export type Section = { heading: string; text: string }

/** Static vectors blur long texts, and a citation should be read in one look. */
const longest = 900

/**
 * Markdown as passages: no passage crosses a heading, and lists, tables and code stay whole as long as they fit. A section
 * that is longer is cut between its blocks, then between sentences.
 */
export function splitMarkdown(text: string): Section[] {
  const trail: string[] = []
  const sections: Section[] = []
  let blocks: string[] = []
  const close = () => {
    sections.push(...pack(blocks).map((part) => ({ heading: trail.filter(Boolean).join(" › "), text: part })))
    blocks = []
  }
  for (const block of blocksOf(text)) {
    const [, marks, heading] = /^(#{1,6})\s+(.+?)\s*#*$/.exec(block) ?? []
    if (!marks || !heading) {
      blocks.push(block)
      continue
    }
    close()
    trail.length = marks.length - 1
    trail[marks.length - 1] = heading
  }
  close()
  return sections
}

/** Headings, and what stands between blank lines; a fence of code is one block, blank lines and all. */
function blocksOf(text: string): string[] {
  const blocks: string[][] = [[]]
  let fenced = false
  for (const line of text.replaceAll("\r\n", "\n").split("\n")) {
    const heading = !fenced && /^#{1,6}\s/.test(line)
    if (/^\s*(```|~~~)/.test(line)) fenced = !fenced
    if (heading || (!fenced && line.trim() === "")) blocks.push([])
    if (line.trim() !== "" || fenced) blocks.at(-1)?.push(line)
    if (heading) blocks.push([])
  }
  return blocks.map((lines) => lines.join("\n").trim()).filter(Boolean)
}

/** Puts blocks together as long as they fit. */
export function pack(blocks: readonly string[], most = longest): string[] {
  const parts: string[] = []
  for (const piece of blocks.flatMap((block) => (block.length > most ? cut(block, most) : [block]))) {
    const last = parts.at(-1)
    if (last !== undefined && last.length + piece.length + 2 <= most) parts[parts.length - 1] = `${last}\n\n${piece}`
    else parts.push(piece)
  }
  return parts
}

function cut(block: string, most: number): string[] {
  const parts: string[] = []
  for (const piece of block.split(/(?<=[.!?]["”’)]?)\s+|\n/).flatMap((line) => line.match(new RegExp(`[\\s\\S]{1,${most}}`, "g")) ?? [])) {
    const last = parts.at(-1)
    if (last !== undefined && last.length + piece.length < most) parts[parts.length - 1] = `${last} ${piece}`
    else parts.push(piece)
  }
  return parts
}
