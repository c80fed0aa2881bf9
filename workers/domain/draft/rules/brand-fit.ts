import type { Brand } from "#schemas/brand.ts"
import type { FullBrief } from "#schemas/brief.ts"
import type { Content } from "#schemas/content/index.ts"
import type { Copy, Score } from "#schemas/draft.ts"
import type { Facts } from "#schemas/good.ts"
import { sentencesOf, wordsOf } from "#workers/lib/text.ts"
import { untrueFigures } from "./figures.ts"
import { ramp, scoreOf } from "./measure.ts"

const inWords = (text: string): string => ` ${wordsOf(text).join(" ")} `

/** Banned phrases in the copy; a phrase that the brief's own category holds is its subject, not hype. */
function banned(text: string, { voice }: Brand, category: string): string[] {
  const read = inWords(text)
  return voice.banned.filter((phrase) => read.includes(inWords(phrase)) && !inWords(category).includes(inWords(phrase)))
}

/** The brand's voice: no banned phrase, no shouting, sentences of the house's length, figures, and nothing untrue. */
export function brandFit(copy: Copy, brief: FullBrief, facts: Facts, content: Content, brand: Brand): Score {
  const text = [
    copy.title,
    ...copy.bullets,
    copy.description,
    copy.seoTitle,
    copy.seoDescription,
    ...copy.faq.map(({ answer }) => answer),
  ].join("\n")
  const hype = banned(text, brand, brief.category)
  const untrue = untrueFigures(copy, facts, content, brief)
  const sentences = sentencesOf(copy.description)
  const long = sentences.filter((one) => wordsOf(one).length > brand.voice.maxSentenceWords).length / Math.max(1, sentences.length)
  const shouts =
    (text.match(/!/g)?.length ?? 0) +
    (text.match(/\b\p{Lu}{5,}\b/gu)?.length ?? 0) +
    (text.match(/\p{Extended_Pictographic}/gu)?.length ?? 0)
  const preferred = brand.voice.prefer.filter((word) => inWords(text).includes(inWords(word).trimEnd())).length
  const figures = copy.description.match(/\d[\d,]*/g)?.length ?? 0
  return scoreOf("brand_fit", [
    {
      name: "untrue_figures",
      weight: 2,
      value: untrue.length === 0 ? 1 : 0,
      measured: untrue.length,
      says: untrue.length === 0 ? "every figure is borne out by the files" : `untrue: ${untrue.join(", ")}`,
      fix: `Remove or correct what the files do not bear out: ${untrue.join(", ")}.`,
      ...(untrue.length > 0 ? { cap: 0 } : {}),
    },
    {
      name: "banned_phrases",
      weight: 2,
      value: ramp(hype.length, 2, 0),
      measured: hype.length,
      says: hype.length === 0 ? "no banned phrase" : `banned: ${hype.join(", ")}`,
      fix: `Take out: ${hype.join(", ")}.`,
      ...(hype.length > 0 ? { cap: Math.max(0, 3.5 - hype.length) } : {}),
    },
    {
      name: "long_sentences",
      weight: 1,
      value: ramp(long, 0.4, 0),
      measured: long,
      says: `${Math.round(long * 100)} % of the sentences are longer than ${brand.voice.maxSentenceWords} words`,
      fix: `Keep sentences within ${brand.voice.maxSentenceWords} words.`,
    },
    {
      name: "shouting",
      weight: 1,
      value: ramp(shouts, 4, 0),
      measured: shouts,
      says: shouts === 0 ? "no shouting" : `${shouts} exclamation marks, capitals or emoji`,
      fix: "Use no exclamation marks, capitals or emoji.",
    },
    {
      name: "figures_given",
      weight: 1,
      value: ramp(figures, 0, 5),
      measured: figures,
      says: `${figures} figures in the description`,
      fix: "Give the figures of the file: pages, sheets, prompts, chapters.",
    },
    {
      name: "house_words",
      weight: 0.5,
      value: ramp(preferred, 0, 5),
      measured: preferred,
      says: `${preferred} of the house's plain words`,
      fix: `Prefer plain words such as ${brand.voice.prefer.slice(0, 4).join(", ")}.`,
    },
  ])
}
