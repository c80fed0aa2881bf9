import { z } from "zod"
import { ScreenPolicy } from "#schemas/policy.ts"
import { leet } from "#workers/lib/safe/leet.ts"
import { findProfanity } from "#workers/lib/safe/profanity/index.ts"
import { addressesModel } from "#workers/lib/safe/taint.ts"
import { rule } from "#workers/rule.ts"

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
        for (const { rule: named, reason, terms, unless } of [...policy.rules, marks]) {
          const term = found(reading, terms, unless)
          if (term !== undefined) return { allowed: false, field, rule: named, term, reason }
        }
      }
    }
  }
  return { allowed: true, field: null, rule: null, reason: null }
}

/** Whatever it is about: no crude words, and nothing that speaks to the model which will read the brief. */
function wording(fields: Readonly<Record<string, string>>): Screening {
  for (const [field, text] of Object.entries(fields)) {
    const [crude] = findProfanity(text)
    if (crude)
      return { allowed: false, field, rule: "profanity", term: crude.value, reason: "The shop makes nothing with crude words in it." }
    if (addressesModel(text))
      return {
        allowed: false,
        field,
        rule: "addresses-model",
        term: "",
        reason: "A brief describes a good and its readers; it gives software no orders.",
      }
  }
  return { allowed: true, field: null, rule: null, reason: null }
}

/** Whether the shop makes what a brief asks for. The policy is heard, not given: it is too long to stand in every row of the log. */
export const screenRule = rule({
  name: "brief.screen",
  version: 1,
  about: "Holds a brief against what the shop does not make, and against crude words and orders to software.",
  decision: "brief.accept",
  input: z.strictObject({
    category: z.string(),
    audience: z.string(),
    keywords: z.array(z.string()),
    policy: z.string().describe("id@version"),
  }),
  output: z.discriminatedUnion("allowed", [
    z.strictObject({ allowed: z.literal(true), field: z.null(), rule: z.null(), reason: z.null() }),
    z.strictObject({ allowed: z.literal(false), field: z.string(), rule: z.string(), term: z.string(), reason: z.string() }),
  ]),
  decide({ category, audience, keywords }, heard) {
    const verdict = screen({ category, audience, keywords }, ScreenPolicy.parse(heard))
    return verdict.allowed ? wording({ category, audience, keywords: keywords.join(", ") }) : verdict
  },
  says: ({ category }, verdict) =>
    verdict.allowed ? `“${category}” may be made.` : `“${category}” is not made (${verdict.rule}, in ${verdict.field}): ${verdict.reason}`,
  mattered: ({ category, audience, policy }, { rule: refusedBy }) => ({
    "asked for": `${category} for ${audience}`,
    policy,
    "refused by": refusedBy ?? "nothing",
  }),
})
