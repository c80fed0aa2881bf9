import { clip } from "#workers/lib/text.ts"

export { addressesModel } from "#workers/lib/safe/taint.ts"

const entities: Record<string, string> = { amp: "&", lt: "<", gt: ">", quot: '"', nbsp: " ", apos: "'" }

/**
 * Text from outside as one plain line: no control or invisible characters, no markup, and no leading sign that a
 * spreadsheet would take for a formula when the text is exported again (CWE-1236).
 */
export function plain(text: string, max = 300): string {
  const bare = withoutComments(text)
    .slice(0, max * 10)
    .normalize("NFKC")
    .replace(/&(?:#39|(amp|lt|gt|quot|nbsp|apos));/gi, (_, name?: string) => (name ? (entities[name.toLowerCase()] ?? " ") : "'"))
    .replace(/<\/?[a-z][^<>]{0,2000}>/gi, " ")
    .replace(/!?\[([^\][]{0,300})\]\([^()\s]{0,2000}\)/g, "$1")
    .replace(/[\p{Cc}\p{Cf}\p{Co}\p{Cs}<>`*~|\\]+/gu, " ")
    .replace(/\s+/g, " ")
    .trim()
    .replace(/^[=+\-@\s]+/, "")
  return clip(bare, max)
}

/** Without HTML comments; an expression that looks for the end of each would take hours for a text of nothing but beginnings. */
export function withoutComments(text: string): string {
  const kept: string[] = []
  let at = 0
  for (;;) {
    const start = text.indexOf("<!--", at)
    const end = start < 0 ? -1 : text.indexOf("-->", start)
    if (end < 0) return kept.join(" ") + (kept.length > 0 ? " " : "") + text.slice(at)
    kept.push(text.slice(at, start))
    at = end + 3
  }
}

/** An address that a person may open: http or https, without user or password; null for anything else. */
export function safeUrl(text: string): string | null {
  if (text.length > 2000 || !URL.canParse(text)) return null
  const url = new URL(text)
  return /^https?:$/.test(url.protocol) && url.username === "" && url.password === "" ? url.href : null
}
