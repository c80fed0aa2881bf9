import type { Passage } from "#schemas/prompts/inputs.ts"
import { clip, sentencesOf, stemsOf } from "#workers/lib/text.ts"
import { plainLine } from "./clean.ts"

export type Source = { title: string; url: string | undefined; licence: string; sentences: string[] }
export type Quotes = {
  sources: Source[]
  /** The sentence that fits the text best, once each, with its number among the sources. */
  best(text: string): { sentence: string; title: string; number: number } | undefined
}

/** Passages are material, never instructions: sentences that talk to a reader's assistant, sell or link are not quoted. */
const unfit =
  /\b(?:ignore|disregard|instruction|system prompt|assistant|you must|click|subscribe|buy now|sign up|cookie|password|script)\b|https?:|www\.|@/i

const usable = (sentence: string): boolean => {
  const words = sentence.split(" ").length
  return words >= 8 && words <= 40 && /^\p{Lu}/u.test(sentence) && /[.!?]$/.test(sentence) && !unfit.test(sentence)
}

function urlOf(source: string): string | undefined {
  try {
    const { href, protocol, hostname } = new URL(source)
    return protocol === "https:" && hostname.includes(".") ? href : undefined
  } catch {
    return undefined
  }
}

/** The sources of a guide and their quotable sentences; a passage that holds none is not listed. */
export function quotable(passages: readonly Passage[]): Quotes {
  const all = passages.map(({ title, source, licence, text }) => ({
    title: clip(plainLine(title), 160),
    url: urlOf(source),
    licence: clip(plainLine(licence), 80) || "not stated",
    sentences: sentencesOf(text)
      .filter(usable)
      .map((sentence) => `${plainLine(sentence)}.`),
  }))
  const sources = all.filter(({ title, licence, sentences }) => title.length > 1 && licence.length > 1 && sentences.length > 0).slice(0, 24)
  const used = new Set<string>()
  return {
    sources,
    best(text) {
      const wanted = new Set(stemsOf(text))
      const fit = (sentence: string) => stemsOf(sentence).filter((stem) => wanted.has(stem)).length
      const ranked = sources
        .flatMap(({ sentences, title }, at) => sentences.map((sentence) => ({ sentence, title, number: at + 1, score: fit(sentence) })))
        .filter(({ sentence, score }) => score >= 2 && !used.has(sentence))
        .sort((a, b) => b.score - a.score)
      const [first] = ranked
      if (first) used.add(first.sentence)
      return first
    },
  }
}
