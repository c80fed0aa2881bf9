import type { ScreenPolicy } from "#schemas/policy.ts"
import { leet } from "#workers/lib/safe/leet.ts"

/** Why a text may or may not be made into a good: the field and rule that refused it, in words for the person who asked. */
export type Screening =
  | { allowed: true; field: null; rule: null; reason: null }
  | { allowed: false; field: string; rule: string; term: string; reason: string }

/** Lower case, no accents, one space between words: what remains is compared word by word. */
function plain(text: string): string {
  const bare = text
    .normalize("NFKD")
    .replace(/[\p{M}\p{Cf}]/gu, "")
    .toLowerCase()
    .replace(/['’]s\b|['’]/g, "")
  return ` ${bare.replace(/[^\p{L}\p{N}@$!|]+/gu, " ").trim()} `
}

/** Leetspeak inside words is undone, `p0rn` and `$ex` alike; numbers that stand alone stay numbers. */
function unleet(text: string): string {
  const words = text.split(" ").map((word) => {
    const core = word.replace(/!+$/, "")
    return /\p{L}/u.test(core) ? core.replace(/[0134578@$!|]/g, (sign) => leet[sign] ?? sign) : core
  })
  return words.join(" ")
}

/** `p o r n` and `p-o-r-n` become one word. */
const unspaced = (text: string): string => text.replace(/(?<= )(?:\p{L} ){3,}/gu, (run) => `${run.replaceAll(" ", "")} `)

const bare = (text: string): string => text.replace(/[@$!|]/g, "").replace(/ +/g, " ")

function readings(text: string): string[] {
  const base = plain(text)
  return [...new Set([base, unleet(base), unspaced(base), unspaced(unleet(base))].map(bare))]
}

function found(reading: string, terms: readonly string[], unless: readonly string[]): string | undefined {
  const without = unless.reduce((rest, phrase) => rest.replaceAll(bare(plain(phrase)), " · "), reading)
  return terms.find((term) => without.includes(bare(plain(term))))
}

/** Screens the fields of a brief or a draft. The first refusal wins; the order of the policy is the order of the rules. */
export function screen(fields: Readonly<Record<string, string | readonly string[]>>, policy: ScreenPolicy): Screening {
  const marks = { rule: "trademark", reason: policy.trademarks.reason, terms: policy.trademarks.names, unless: policy.trademarks.unless }
  for (const [field, value] of Object.entries(fields)) {
    for (const text of typeof value === "string" ? [value] : value) {
      for (const reading of readings(text)) {
        for (const { rule, reason, terms, unless } of [...policy.rules, marks]) {
          const term = found(reading, terms, unless)
          if (term !== undefined) return { allowed: false, field, rule, term, reason }
        }
      }
    }
  }
  return { allowed: true, field: null, rule: null, reason: null }
}
