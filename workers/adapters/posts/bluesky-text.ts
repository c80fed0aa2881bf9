import { fitText } from "./post.ts"

const encoder = new TextEncoder()
const graphemes = new Intl.Segmenter("en", { granularity: "grapheme" })

export type Facet = {
  index: { byteStart: number; byteEnd: number }
  features: ({ $type: "app.bsky.richtext.facet#link"; uri: string } | { $type: "app.bsky.richtext.facet#tag"; tag: string })[]
}

export const bytesOf = (text: string): number => encoder.encode(text).length
export const graphemesOf = (text: string): number => Array.from(graphemes.segment(text)).length

/** app.bsky.feed.post: at most 300 graphemes and 3,000 bytes. A text over the bytes counts as far too long. */
const measure = (text: string) => (bytesOf(text) > 2900 ? Number.POSITIVE_INFINITY : graphemesOf(text))

/** The link as a reader sees it: host and the beginning of the path. The whole link stands in the facet. */
export function shownLink(link: string): string {
  const { host, pathname } = new URL(link)
  const path = pathname === "/" ? "" : pathname
  return `${host}${path.length > 24 ? `${path.slice(0, 23)}…` : path}`
}

/** Text, a blank line and the shortened link, with facets whose offsets count UTF-8 bytes. */
export function richText(text: string, link: string, limit: number): { text: string; facets: Facet[] } {
  const shown = shownLink(link)
  const words = fitText(text, limit - graphemesOf(shown) - 2, measure)
  const whole = `${words}\n\n${shown}`.trimStart()
  const start = bytesOf(whole) - bytesOf(shown)
  const linked: Facet = {
    index: { byteStart: start, byteEnd: start + bytesOf(shown) },
    features: [{ $type: "app.bsky.richtext.facet#link", uri: link }],
  }
  return { text: whole, facets: [...tagsOf(words), linked] }
}

/** Hashtags: a `#`, then letters, digits or underscores, not digits alone; at most 64 graphemes. */
function tagsOf(text: string): Facet[] {
  return Array.from(text.matchAll(/(?<=^|\s)#([\p{L}\p{N}_]*[\p{L}_][\p{L}\p{N}_]*)/gu), (match) => {
    const [mark, tag = ""] = match
    const byteStart = bytesOf(text.slice(0, match.index))
    return {
      index: { byteStart, byteEnd: byteStart + bytesOf(mark) },
      features: [{ $type: "app.bsky.richtext.facet#tag" as const, tag }],
    }
  }).filter(({ features: [tag] }) => tag !== undefined && graphemesOf(tag.tag) <= 64)
}
