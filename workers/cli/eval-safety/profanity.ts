import { languages } from "#workers/lib/safe/profanity/words.ts"
import { findProfanity } from "#workers/lib/safe/profanity/index.ts"
import { cleanTexts, percent, read, strings, type Section } from "./section.ts"

/** Share of the outside word lists that the filter knows, and crude words it sees in clean text. */
export function profanity(): Section {
  const hits = (texts: string[]) => texts.filter((text) => findProfanity(text).length > 0).length
  const lists = languages.map((language) => {
    const words = strings(JSON.parse(read(`profanity/naughty-words.${language}.json`)))
    return [`naughty-words ${language}`, words.length, hits(words), percent(hits(words), words.length)]
  })
  const { own, asked } = cleanTexts()
  const clean: [string, string[]][] = [
    ["clean: knowledge and FAQ", own],
    ["clean: banking77 questions", asked],
    ["Bitext support dialogues (some swear)", read("support/bitext_customer_support.csv.gz").split("\n")],
  ]
  return {
    title: "Profanity",
    about:
      "The outside lists are mostly sexual terms and hold everyday words too (Dutch `aardappels afgieten`, Portuguese `aranha`, French `bite`), so a full score would refuse harmless text; our own words keep to what is crude in every reading. The adult terms are the policy screen's part.",
    head: ["Texts", "Number", "Flagged", "Share"],
    rows: [...lists, ...clean.map(([name, texts]) => [name, texts.length, hits(texts), percent(hits(texts), texts.length)])],
  }
}
