import { stemmer } from "stemmer"

const low = new Set("a an and as at but by for from in into nor of on or per so the to via with".split(" "))
const small = new Set([...low, "up", "your"])
const lastWords = new Set([...small, "that", "which", "who", "is", "are", "you", "it", "without", "what", "when", "if"])

export const upperFirst = (text: string): string => text.charAt(0).toUpperCase() + text.slice(1)

/** Lower-cases a first word unless it is a name or an abbreviation: `Check` yes, `I`, `ISO`, `iPhone`, `LinkedIn` no. */
export function lowerFirst(text: string): string {
  const first = text.split(/[\s,:;'’-]/, 1)[0] ?? ""
  return /^[A-Z][a-z]*$/.test(first) && first !== "I" && !isName(first) ? text.charAt(0).toLowerCase() + text.slice(1) : text
}

const names = new Set(
  (
    "January February March April May June July August September October November December Monday Tuesday Wednesday Thursday " +
    "Friday Saturday Sunday Christmas Easter Thanksgiving Halloween English Spanish French German Italian Japanese American British " +
    "European Excel Google Notion Canva Etsy Amazon Shopify Instagram Pinterest Facebook Slack Gmail Python Anki Pomodoro Bluetooth"
  ).split(" "),
)
export const isName = (word: string): boolean => names.has(word) || names.has(word.replace(/['’]?s$/, ""))

/** Title Case with small words low: `meal planner for busy parents` → `Meal Planner for Busy Parents`. */
export function titleCase(text: string): string {
  const words = text.split(" ")
  return words
    .map((word, at) => (at > 0 && low.has(word.toLowerCase()) ? word.toLowerCase() : word.split("-").map(upperFirst).join("-")))
    .join(" ")
}

/** `['a', 'b', 'c']` → `a, b and c`. */
export function series(items: readonly string[]): string {
  return items.length < 2 ? (items[0] ?? "") : `${items.slice(0, -1).join(", ")} and ${items.at(-1)}`
}

/** Cuts at a word, never inside one, and leaves no small word or comma hanging at the end. */
export function clip(text: string, max: number): string {
  const clean = text.replace(/\s+/g, " ").trim()
  if (clean.length <= max) return clean
  const words = clean
    .slice(0, max + 1)
    .split(" ")
    .slice(0, -1)
  while (words.length > 1 && lastWords.has((words.at(-1) ?? "").toLowerCase().replace(/\W+$/, ""))) words.pop()
  const cut = words.join(" ").replace(/[\s,;:–—(-]+$/, "")
  return cut.length > 1 ? cut : clean.slice(0, max)
}

/** `planner` → `a planner`, `hour` → `an hour`, `8-page` → `an 8-page`. */
export function withArticle(noun: string): string {
  const vowel = /^(?:[aeio]|u(?![ns]i|s[aeiou]|k|ti)|8|11\b|18\b|hour|honest|heir)/i.test(noun) && !/^(?:eu|one\b|once\b)/i.test(noun)
  const letter = /^(?:[AEFHILMNORSX][A-Z]|[AEFHILMNORSX]\b(?!\d))/.test(noun)
  return `${vowel || letter ? "an" : "a"} ${noun}`
}

/** Ends with one full stop, unless it already ends a sentence. */
export const sentence = (text: string): string => {
  const clean = upperFirst(text.trim())
  return /[.!?…]["”']?$/.test(clean) ? clean : `${clean.replace(/[,;:]$/, "")}.`
}

/** Words in lower case, without accents and punctuation. */
export const wordsOf = (text: string): string[] =>
  text
    .normalize("NFKD")
    .replace(/\p{M}/gu, "")
    .toLowerCase()
    .match(/[\p{L}\p{N}]+(?:['’][a-z]+)?/gu)
    ?.map((word) => word.replace(/['’].*$/, "")) ?? []

/** Porter stems of the words that carry meaning. */
export const stemsOf = (text: string): string[] =>
  wordsOf(text)
    .filter((word) => !small.has(word))
    .map((word) => stemmer(word))

/** Sentences of plain prose; abbreviations such as `e.g.` do not end one. */
export const sentencesOf = (text: string): string[] =>
  text
    .split(/\n+/)
    .flatMap((block) => block.split(/(?<!\b(?:e\.g|i\.e|etc|vs|no|approx))(?<=[.!?]["”’)]?)\s+(?=["“(]?[\p{Lu}\d])/u))
    .map((part) => part.trim())
    .filter((part) => part.length > 0)
