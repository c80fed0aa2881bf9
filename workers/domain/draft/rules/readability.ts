import { flesch } from "flesch"
import { syllable } from "syllable"
import type { Copy, Score } from "#schemas/draft.ts"
import { sentencesOf, wordsOf } from "#workers/lib/text.ts"
import { ramp, scoreOf } from "./measure.ts"

/** Flesch reading ease, sentence length, paragraphs and bullets that can be scanned, no doubled words. */
export function readability({ description, bullets }: Copy): Score {
  const sentences = sentencesOf(description)
  const words = wordsOf(description)
  const ease = flesch({
    sentence: Math.max(1, sentences.length),
    word: Math.max(1, words.length),
    syllable: words.reduce((sum, word) => sum + syllable(word), 0),
  })
  const average = words.length / Math.max(1, sentences.length)
  const longest = Math.max(0, ...sentences.map((one) => wordsOf(one).length))
  const paragraphs = description.split(/\n\s*\n/).filter((one) => one.trim() !== "").length
  const scannable = bullets.filter((bullet) => bullet.length >= 15 && bullet.length <= 150).length / bullets.length
  const doubled = [...description.matchAll(/\b([\p{L}]+)\s+\1\b/giu)].map(([pair]) => pair)
  return scoreOf("readability", [
    {
      name: "ease",
      weight: 3,
      value: ramp(ease, 20, 80),
      measured: ease,
      says: `reading ease ${Math.round(ease)}`,
      fix: "Use shorter words and sentences; aim at a Flesch reading ease of 65 or more.",
    },
    {
      name: "words_per_sentence",
      weight: 2,
      value: ramp(average, 30, 13),
      measured: average,
      says: `${average.toFixed(1)} words a sentence`,
      fix: "Cut the sentences down to 16 words on average.",
    },
    {
      name: "longest_sentence",
      weight: 1,
      value: ramp(longest, 60, 24),
      measured: longest,
      says: `the longest sentence has ${longest} words`,
      fix: "Split the longest sentence in two.",
    },
    {
      name: "paragraphs",
      weight: 1,
      value: ramp(paragraphs, 0, 3),
      measured: paragraphs,
      says: `${paragraphs} paragraphs`,
      fix: "Break the description into at least three paragraphs.",
    },
    {
      name: "scannable_bullets",
      weight: 1,
      value: scannable,
      measured: scannable,
      says: `${Math.round(scannable * 100)} % of the bullets can be scanned`,
      fix: "Keep every bullet between 15 and 150 characters.",
    },
    {
      name: "doubled_words",
      weight: 1,
      value: doubled.length === 0 ? 1 : 0,
      measured: doubled.length,
      says: doubled.length === 0 ? "no doubled words" : `doubled words: ${doubled.join(", ")}`,
      fix: "Remove the doubled words.",
    },
  ])
}
