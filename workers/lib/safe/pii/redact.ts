import { addresses } from "./address.ts"
import { addressesOfHosts, emails, urls } from "./contact.ts"
import type { Detector, Finding } from "./finding.ts"
import { names } from "./name.ts"
import { nationalIds } from "./national-id.ts"
import { cards, ibans } from "./payment.ts"
import { phones } from "./phone.ts"

/** In order of certainty: where two overlap, the one that comes first here stays. */
const detectors: Detector[] = [urls, emails, ibans, cards, addressesOfHosts, nationalIds, phones, addresses, names]

/** What stands for what: `{"[EMAIL_1]": "jane@example.org"}`. As secret as the data itself; `sealVault` closes it. */
export type Vault = Record<string, string>

/** Personal data in a text, in the order of the text, without overlaps. Linear in the text's length; 20 kB and more are read in pieces. */
export function findPersonal(text: string): Finding[] {
  if (text.length < 4 || !/[\d@\p{Lu}:]/u.test(text)) return []
  const taken: Finding[] = []
  for (const detect of detectors) {
    for (const finding of detect(text)) {
      if (!taken.some(({ start, end }) => finding.start < end && start < finding.end)) taken.push(finding)
    }
  }
  return taken.toSorted((a, b) => a.start - b.start)
}

/** Replaces personal data by placeholders; `found` says what stood where in the given text. */
export function redact(text: string): { text: string; found: Finding[]; vault: Vault } {
  const found = findPersonal(text)
  const redactor = openRedactor(text)
  return { text: redactor.replace(text, found), found, vault: redactor.vault }
}

/** Puts the values back; a placeholder that the vault does not know stays as it is. */
export const restore = (text: string, vault: Vault): string => text.replace(placeholder, (mark) => vault[mark] ?? mark)

const placeholder = /\[[A-Z]{2,8}_\d{1,5}\]/g

/** Redacts every string inside a plain value with one numbering, so that one person keeps one placeholder throughout. */
export function redactDeep<T>(value: T): { value: T; vault: Vault; count: number } {
  const redactor = openRedactor(JSON.stringify(value) ?? "")
  const clean = mapStrings(value, (text) => redactor.replace(text, findPersonal(text)))
  return { value: clean, vault: redactor.vault, count: Object.keys(redactor.vault).length }
}

export const restoreDeep = <T>(value: T, vault: Vault): T =>
  Object.keys(vault).length === 0 ? value : mapStrings(value, (text) => restore(text, vault))

/** Numbers start behind those that the text already holds: nobody can write `[EMAIL_1]` and be given somebody's address. */
function openRedactor(known: string) {
  const vault: Vault = {}
  const marks = new Map<string, string>()
  const highest = new Map<string, number>()
  for (const [, type = "", number] of known.matchAll(/\[([A-Z]{2,8})_(\d{1,5})\]/g))
    highest.set(type, Math.max(highest.get(type) ?? 0, Number(number)))
  const markOf = ({ type, value }: Finding): string => {
    const key = `${type} ${value}`
    const before = marks.get(key)
    if (before) return before
    const number = (highest.get(type) ?? 0) + 1
    const mark = `[${type}_${number}]`
    highest.set(type, number)
    marks.set(key, mark)
    vault[mark] = value
    return mark
  }
  return {
    vault,
    replace(text: string, found: readonly Finding[]): string {
      let [out, at] = ["", 0]
      for (const finding of found) {
        out += text.slice(at, finding.start) + markOf(finding)
        at = finding.end
      }
      return out + text.slice(at)
    },
  }
}

/** The cast holds because every string becomes a string and everything else keeps its shape. */
function mapStrings<T>(value: T, change: (text: string) => string): T {
  const walk = (inner: unknown): unknown => {
    if (typeof inner === "string") return change(inner)
    if (Array.isArray(inner)) return inner.map(walk)
    if (
      inner !== null &&
      typeof inner === "object" &&
      (Object.getPrototypeOf(inner) === Object.prototype || Object.getPrototypeOf(inner) === null)
    )
      return Object.fromEntries(Object.entries(inner).map(([key, entry]) => [key, walk(entry)]))
    return inner
  }
  return walk(value) as T
}
