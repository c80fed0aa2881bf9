/** Description and bullets as the text that channels without lists take: paragraphs, then one line a bullet. */
export function toPlainWords(description: string, bullets: string[]): string {
  const list = bullets.map((bullet) => `• ${bullet}`).join("\n")
  return [description.trim(), list].filter(Boolean).join("\n\n")
}

/** The way back: the last block is the list when each of its lines starts with a bullet. */
export function fromPlainWords(text: string): { description: string; bullets: string[] } {
  const blocks = text
    .replaceAll("\r\n", "\n")
    .trim()
    .split(/\n{2,}/)
  const lines = blocks.at(-1)?.split("\n") ?? []
  if (!lines.length || !lines.every((line) => line.startsWith("• "))) return { description: text.trim(), bullets: [] }
  return { description: blocks.slice(0, -1).join("\n\n"), bullets: lines.map((line) => line.slice(2).trim()) }
}

const escapes: Record<string, string> = { "&": "&amp;", "<": "&lt;", ">": "&gt;", '"': "&quot;" }
const escape = (text: string) => text.replace(/[&<>"]/g, (sign) => escapes[sign] ?? sign)
export const unescape = (text: string) =>
  text.replace(
    /&(?:amp|lt|gt|quot|#39);/g,
    (name) => ({ "&amp;": "&", "&lt;": "<", "&gt;": ">", "&quot;": '"', "&#39;": "'" })[name] ?? name,
  )

/** The same as HTML: a paragraph each, a line break for a single newline, and a list. */
export function toHtmlWords(description: string, bullets: string[]): string {
  const paragraphs = description
    .trim()
    .split(/\n{2,}/)
    .filter(Boolean)
    .map((text) => `<p>${escape(text).replaceAll("\n", "<br>")}</p>`)
  const list = bullets.length ? [`<ul>${bullets.map((bullet) => `<li>${escape(bullet)}</li>`).join("")}</ul>`] : []
  return [...paragraphs, ...list].join("\n")
}

/** Reads what `toHtmlWords` wrote, also after a shop's editor has touched the white space or added attributes. */
export function fromHtmlWords(markup: string): { description: string; bullets: string[] } {
  const inside = (tag: string) =>
    Array.from(markup.matchAll(new RegExp(`<${tag}(?:\\s[^>]*)?>([\\s\\S]*?)</${tag}>`, "gi")), ([, text = ""]) =>
      unescape(text.replace(/\s*<br\s*\/?>\s*/gi, "\n").replace(/<[^>]+>/g, "")).trim(),
    )
  return { description: inside("p").join("\n\n"), bullets: inside("li") }
}
