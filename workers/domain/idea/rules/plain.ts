import { clip } from "#workers/lib/text.ts"

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

const commands = [
  /\b(?:ignore|disregard|forget|bypass|override|overlook|neglect)\b.{0,60}\b(?:instruction|prompt|rule|direction|guideline|command|context|restriction|everything|above|previous|been told)/i,
  /\b(?:ignorez|oubliez|ignoriere|vergiss|vergessen|ignora|olvida|dimentica|ignore)\b.{0,60}\b(?:instructions|consignes|anweisung|befehl|instrucciones|istruzioni|instruções)/i,
  /\b(?:system|developer|hidden|initial|secret)\s+(?:prompt|message|instruction)/i,
  /<\|[a-z_]+\|>|\[\/?INST\]|<<\/?SYS>>|^\s*#{0,3}\s*(?:system|assistant|user)\s*:/i,
  /\byou (?:are|will be) now\b|\bfrom now on,? (?:you|act|respond|answer)\b|\bpretend (?:to be|you|that you)\b|\broleplay as\b/i,
  /\bas an? (?:ai|language) (?:language )?model\b|\b(?:jailbreak|dan mode|developer mode|do anything now)\b/i,
  /\b(?:reveal|print|repeat|show|output|leak|send|tell me)\b.{0,40}\b(?:password|api key|secret|credential|token|your instructions|the prompt)/i,
  /\b(?:what is|share|give me) your (?:password|passcode|secret|key|prompt|instructions)/i,
  /\b(?:do not|don't|never) (?:tell|mention|reveal|inform|warn)\b.{0,40}\b(?:user|human|anyone|operator)/i,
  /\bnew (?:instructions?|rules?|task)\s*:|\bend of (?:instructions|prompt|document)\b/i,
]

/** Whether a line speaks to a model and not to a reader. Such a line never becomes part of an idea. */
export const addressesModel = (text: string): boolean => commands.some((command) => command.test(text.slice(0, 4000)))
