/** What personal data was found; the placeholder of each carries its type: `[EMAIL_1]`. */
export const piiTypes = ["URL", "EMAIL", "IBAN", "CARD", "IP", "ID", "PHONE", "ADDRESS", "NAME"] as const
export type PiiType = (typeof piiTypes)[number]

/** A stretch of a text, `end` exclusive, in UTF-16 units. */
export type Finding = { type: PiiType; start: number; end: number; value: string }
export type Detector = (text: string) => Finding[]

/** Every match of an expression that a check lets pass; `group` names the part that is personal when the context is matched too. */
export function findAll(
  type: PiiType,
  pattern: RegExp,
  text: string,
  accepts: (value: string, match: RegExpExecArray) => boolean = () => true,
) {
  const findings: Finding[] = []
  for (const match of text.matchAll(pattern)) {
    const value = match.groups?.it ?? match[0]
    const start = match.groups?.it === undefined ? match.index : text.indexOf(value, match.index + offset(match, value))
    if (value.trim() !== "" && accepts(value, match)) findings.push({ type, start, end: start + value.length, value })
  }
  return findings
}

/** The named part stands at the end of its context when it does so at all; otherwise its first place counts. */
const offset = (match: RegExpExecArray, value: string): number => (match[0].endsWith(value) ? match[0].length - value.length : 0)
