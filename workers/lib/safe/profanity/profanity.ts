import { leet } from "#workers/lib/safe/leet.ts"
import { fine, languages, phrases, words } from "./words.ts"

/** A crude word or phrase, as it stands in the text; `end` is exclusive. */
export type Profanity = { start: number; end: number; value: string }

/** Letters of other scripts that look like ours: Cyrillic and Greek, as they are used to get past filters. */
const lookalikes: Record<string, string> = {
  а: "a",
  е: "e",
  о: "o",
  р: "p",
  с: "c",
  у: "y",
  х: "x",
  і: "i",
  к: "k",
  т: "t",
  м: "m",
  н: "h",
  в: "b",
  ѕ: "s",
  υ: "u",
  ο: "o",
  α: "a",
  ι: "i",
  ν: "v",
  ρ: "p",
}

const lower = (text: string): string =>
  text
    .normalize("NFKC")
    .toLowerCase()
    .replace(/\p{Cf}/gu, "")
    .replaceAll("ß", "ss")
    .replace(/[’‘`´]/g, "'")
const bare = (text: string): string => text.normalize("NFKD").replace(/\p{M}/gu, "")

type Lexicon = { exact: Set<string>; starts: Set<string>; ends: string[]; within: string[]; longest: number }
const shortest = 3

function lexiconOf(entries: readonly string[]): Lexicon {
  const lexicon: Lexicon = { exact: new Set(), starts: new Set(), ends: [], within: [], longest: 0 }
  for (const entry of entries.map(lower)) {
    const core = entry.replaceAll("*", "")
    if (/^\*.*\*$/.test(entry)) lexicon.within.push(core)
    else if (entry.startsWith("*")) lexicon.ends.push(core)
    else if (entry.endsWith("*")) lexicon.starts.add(core)
    else lexicon.exact.add(core)
    lexicon.longest = Math.max(lexicon.longest, core.length)
  }
  return lexicon
}
const crude = lexiconOf(languages.flatMap((language) => words[language].split(/\s+/)))
const harmless = lexiconOf(fine)
const phraseList = languages.flatMap((language) => phrases[language].map((phrase) => bare(lower(phrase))))
const phrasePattern = new RegExp(
  `(?<![\\p{L}\\p{N}])(?:${phraseList.map((phrase) => phrase.replaceAll(" ", "[\\s.,_*-]+")).join("|")})(?![\\p{L}\\p{N}])`,
  "gu",
)

/** A word is in the lexicon whole, by one of its beginnings, or by an ending that says enough. */
function holds(lexicon: Lexicon, word: string): boolean {
  if (word.length < 2) return false
  if (lexicon.exact.has(word)) return true
  for (let length = shortest; length <= Math.min(word.length, lexicon.longest); length++)
    if (lexicon.starts.has(word.slice(0, length))) return true
  return (
    lexicon.ends.some((ending) => word.length > ending.length && word.endsWith(ending)) ||
    lexicon.within.some((part) => word.includes(part))
  )
}

/** The ways in which a token may be meant: as it stands, without accents, leetspeak undone, long letters shortened, stars as vowels. */
function readings(token: string): string[] {
  const plain = Array.from(lower(token), (sign) => lookalikes[sign] ?? sign).join("")
  const found = new Set<string>([plain.replace(/[^\p{L}']/gu, ""), bare(plain).replace(/[^a-z']/g, "")])
  if (/\p{L}/u.test(plain) && /[0-9@$!|€+]/.test(plain))
    found.add(bare(Array.from(plain.replace(/[!+|]+$/, ""), (sign) => leet[sign] ?? sign).join("")).replace(/[^a-z]/g, ""))
  if (/[a-z][*#]+[a-z]/.test(plain)) for (const vowel of "aeiou") found.add(plain.replace(/[*#]+/g, vowel).replace(/[^a-z]/g, ""))
  for (const reading of found) {
    if (!/(\p{L})\1\1|(\p{L})\2.*(\p{L})\3|(\p{L})\4$/u.test(reading)) continue
    found.add(reading.replace(/(\p{L})\1{2,}/gu, "$1"))
    found.add(reading.replace(/(\p{L})\1{2,}/gu, "$1$1"))
  }
  return [...found]
}

const isCrude = (token: string): boolean => readings(token).some((reading) => holds(crude, reading) && !holds(harmless, reading))

const token = /[\p{L}\p{N}@$!|€+*#'’\u200b-\u200d]+/gu
/** `f u c k`, `f.u.c.k` and `s-h-i-t`: four letters or more, each alone. */
const spaced = /(?<![\p{L}\p{N}'’])\p{L}(?:[ .\-_*]{1,2}\p{L}(?![\p{L}\p{N}])){3,15}/gu
const known = new Map<string, boolean>()

/** Crude words and phrases in seven languages, obfuscated or not, in the order of the text. */
export function findProfanity(text: string): Profanity[] {
  const found: Profanity[] = []
  for (const { 0: value, index } of text.matchAll(token)) {
    if (value.length > 40) continue
    const before = known.get(value)
    const hit = before ?? isCrude(value)
    if (before === undefined && known.size < 20_000) known.set(value, hit)
    if (hit) found.push({ start: index, end: index + value.length, value })
  }
  for (const { 0: value, index } of text.matchAll(spaced))
    if (isCrude(value.replace(/[^\p{L}]/gu, ""))) found.push({ start: index, end: index + value.length, value })
  const flat = flatten(text)
  for (const { 0: value, index } of flat.matchAll(phrasePattern))
    found.push({ start: index, end: index + value.length, value: text.slice(index, index + value.length) })
  return found
    .toSorted((a, b) => a.start - b.start || b.end - a.end)
    .filter(({ start }, at, all) => !all.slice(0, at).some((other) => start < other.end))
}

/** Lower case without accents, sign for sign, so that places in it are places in the text. */
const flatten = (text: string): string => Array.from({ length: text.length }, (_, at) => flatSign(text.charAt(at))).join("")
function flatSign(sign: string): string {
  if (sign <= "\u007f") return sign.toLowerCase()
  const flat = bare(sign.toLowerCase()).replace(/[’‘`´]/, "'")
  return flat.length === 1 ? flat : sign
}

/** The text with crude words as stars, so that no answer can repeat them. */
export function withoutProfanity(text: string): string {
  let [out, at] = ["", 0]
  for (const { start, end } of findProfanity(text)) {
    out += `${text.slice(at, start)}***`
    at = end
  }
  return out + text.slice(at)
}

/** The crude words in all strings of a value. */
export function profanityIn(value: unknown): string[] {
  if (typeof value === "string") return findProfanity(value).map((found) => found.value)
  if (value === null || typeof value !== "object") return []
  return Object.values(value).flatMap(profanityIn)
}
