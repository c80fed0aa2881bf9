const entities: Record<string, string> = { "&": "&amp;", "<": "&lt;", ">": "&gt;", '"': "&quot;", "'": "&#39;" }
const rightToLeft = /[\u0590-\u08ff\ufb1d-\ufdff\ufe70-\ufefc]/

/** Text safe inside XML elements and attributes; characters that XML forbids are dropped. */
export function xmlText(text: string): string {
  return text
    .toWellFormed()
    .replace(/(?![\t\n\r])\p{Cc}|[\ufffe\uffff]/gu, "")
    .replace(/[&<>"']/g, (char) => entities[char] ?? char)
}

/** An XHTML element around markup that is safe already. */
export function element(tag: string, attributes: Record<string, string>, inner: string): string {
  const written = Object.entries(attributes).map(([name, value]) => ` ${name}="${xmlText(value)}"`)
  return `<${tag}${written.join("")}>${inner}</${tag}>`
}

/** An element around plain text; text in a right-to-left script says so, since a reader cannot tell from the page. */
export function textElement(tag: string, text: string, attributes: Record<string, string> = {}, mark = xmlText): string {
  return element(tag, rightToLeft.test(text) ? { ...attributes, dir: "auto" } : attributes, mark(text))
}
