import { clip, isName } from "#workers/lib/text.ts"
import { CannotCompose } from "./cannot-compose.ts"

const noise = /[\p{C}\p{Extended_Pictographic}\p{So}\p{Sk}<>{}[\]`*_~^=|\\$#@"“”«»…]+/gu

/** One line of plain Latin text: no markup, emoji, control or direction marks, no run of punctuation. May be empty. */
export function plainLine(text: string): string {
  const latin = text
    .normalize("NFKC")
    .replace(/<[^>]*>/g, " ")
    .replace(/[‘’]/g, "'")
    .replace(/[‐-―]/g, "-")
    .replace(noise, " ")
    .replace(/[^\p{Script=Latin}\p{M}\p{N}\s&'’,.:;!?%+/()-]+/gu, " ")
  return latin
    .replace(/([!?.,:;&+/%()-])\1+/g, "$1")
    .replace(/\(\s*\)/g, " ")
    .replace(/\s+([,.:;!?])/g, "$1")
    .replace(/\s+/g, " ")
    .replace(/^[\s,.:;!?&+/%)'-]+|[\s,.:;!?&+/(%'-]+$/g, "")
}

const lettersIn = (text: string, kind: RegExp): number => text.match(kind)?.length ?? 0

/** A brief's field as a phrase that fits into a sentence, or `CannotCompose` when nothing usable is left. */
export function phrase(field: string, text: string): string {
  const letters = lettersIn(text, /\p{L}/gu)
  const latin = lettersIn(text.normalize("NFKC"), /\p{Script=Latin}/gu)
  if (letters > 0 && latin * 2 < letters) {
    throw new CannotCompose(field, "The embedded composer writes English only. Give this in the Latin alphabet, or set a model key.")
  }
  const line = clip(lowerCase(plainLine(text)), 80)
  if (lettersIn(line, /\p{Script=Latin}/gu) < 2) throw new CannotCompose(field, "No words are left to write about.")
  if (line.split(" ").some((word) => word.length > 32)) throw new CannotCompose(field, "A word is longer than 32 characters.")
  return line
}

/** Names as their owners write them, whatever the brief did. */
const written = new Map(
  (
    "I BBQ GCSE GDPR HVAC MBA NHS PTA RPG UX ADHD AI API CSV CV DIY EPUB ESL FAQ HR IELTS IT PDF SEO TOEFL UK US USA VAT ChatGPT Claude Gemini Copilot Midjourney Canva Etsy Shopify Amazon " +
    "eBay Excel GoodNotes Google LibreOffice LinkedIn Instagram Kindle Notion Obsidian Pinterest TikTok Trello WordPress YouTube English Spanish French " +
    "German Italian Japanese Christmas Thanksgiving Halloween Easter Ramadan Hanukkah"
  )
    .split(" ")
    .map((name) => [name.toLowerCase(), name]),
)
written.delete("it")
written.delete("us")

/** A word in capitals that could be spoken: `MOMS`, but neither `PDF` nor `USA`. */
const shouted = /^(?=.*[AEIOU])[A-Z]{4,}$/
const isCapitalised = (word: string): boolean => /^[\p{Lu}][\p{Ll}'-]*[,.:;]?$/u.test(word) && !isName(word.replace(/\W+$/, ""))

/** `Meal Planning` → `meal planning`; `ADHD`, `ChatGPT` and `Excel` keep their capitals; SHOUTING does not. */
export function lowerCase(text: string): string {
  const shouting = text.length > 8 && text === text.toUpperCase()
  return text
    .split(" ")
    .map((word) => (shouting || shouted.test(word) || isCapitalised(word) ? word.toLowerCase() : word))
    .map((word) => written.get(word.toLowerCase()) ?? word)
    .join(" ")
}

/** Keywords that can be searched for: plain, lower case, without doubles; unusable ones are left out. */
export function keywordsFrom(texts: readonly string[]): string[] {
  const lines = texts.map((text) =>
    lowerCase(plainLine(text))
      .replace(/[,.:;!?()/%+]+/g, " ")
      .replace(/\s+/g, " ")
      .trim(),
  )
  const usable = lines.filter(
    (line) => lettersIn(line, /\p{L}/gu) >= 2 && line.length <= 60 && !line.split(" ").some((word) => word.length > 24),
  )
  return usable.filter((line, at) => usable.findIndex((other) => other.toLowerCase() === line.toLowerCase()) === at)
}
