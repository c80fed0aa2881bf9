import type { Copy } from "#schemas/draft.ts"
import { clip, sentence, upperFirst } from "#workers/lib/text.ts"
import type { PromptInput } from "../model.ts"
import { at, bulletClaims, claimsOf } from "./copy-claims.ts"
import { pitchOf } from "./copy-kinds.ts"
import type { Pitch } from "./pitch.ts"
import { faqFor, searchTexts, tagsFor, titleFor } from "./copy-parts.ts"
import { figures } from "./figures.ts"
import { frame, type Frame, type Knowledge } from "./frame.ts"

/** What the gate wants changed, as far as a composer can act on it. */
type Repairs = { shorter: boolean; fuller: boolean; round: number }

function repairsOf(repair: PromptInput<"copy">["repair"]): Repairs {
  const low = repair.flatMap(({ scores }) => scores.filter(({ fixes }) => fixes.length > 0).map(({ dimension }) => dimension))
  return { shorter: low.includes("readability"), fuller: low.includes("intent_match"), round: repair.length }
}

const inUse = ["On the first day:", "The short way in:", "Our advice:", "How to use it:", "To begin:", "In practice:", "A good start:"]
const licences = [
  "The licence covers you and your own business; the files may not be resold or passed on.",
  "You may use it yourself and in your own business, but not resell or share the files.",
  "It is licensed to one buyer, for personal use and your own business, without resale.",
  "One purchase is for one person or one small business, and the files are not for resale.",
  "Use it for yourself and your own business; selling or sharing the files is not allowed.",
  "The licence is for one buyer: private use and your own business, no resale.",
  "You buy it once for yourself or your own business, and the files stay with you.",
]
const makers = [
  "It was written and built by software agents, and the figures here were counted from the finished files.",
  "Software agents made it; what this page says about the files was counted from them.",
  "This good was made by software agents, and every figure above comes from the files themselves.",
  "Made by software agents under rules anyone can read, with figures taken from the finished files.",
  "Software agents wrote the text and built the files, then counted what you read here.",
  "The makers are software agents, and the numbers on this page are measured.",
  "It is the work of software agents; no figure here is a guess.",
]
/** Four paragraphs or five: what it is, what is inside, what it is for, how to use it, and the plain facts. */
function describe(framed: Frame, pitch: Pitch, angle: number, { shorter, fuller, round }: Repairs): string {
  const { random, audience, keywords } = framed
  const turn = angle + round + random.int(0, 27)
  const { lead, aim, scope } = claimsOf(framed, pitch, angle)
  const most = shorter ? 4 : 7
  const inside = (angle % 2 === 0 ? pitch.inside.slice(0, most) : pitch.inside.toReversed().slice(0, 4)).join(" ")
  const excerpt = shorter ? "" : (pitch.excerpt[turn % Math.max(1, pitch.excerpt.length)] ?? "")
  const found = fuller ? ` People look for it as ${keywords.slice(0, 2).join(" or ")}, and ${audience} use it.` : ""
  const named = `${scope}${found}`
  const use = `${at(inUse, turn)} ${pitch.use.map((line, place) => (place === 0 ? line.charAt(0).toLowerCase() + line.slice(1) : line)).join(" ")}`
  const terms = `${pitch.needs} ${at(licences, turn)} ${at(makers, turn + random.int(0, 6))}`
  const body =
    angle % 2 === 0
      ? [`${lead} ${named}`, inside, `${aim} ${excerpt}`, use, terms]
      : [`${lead} ${excerpt}`, `${aim} ${named}`, inside, use, terms]
  return body.map((paragraph) => paragraph.trim()).join("\n\n")
}

function bulletsFor(framed: Frame, pitch: Pitch, angle: number): string[] {
  const { forWhom, promise } = bulletClaims(framed)
  const first = `${upperFirst(pitch.what)}`
  const inside = pitch.inside.filter((line) => line.length <= 150)
  const chosen =
    angle % 2 === 0
      ? [first, ...inside.slice(0, 3), forWhom, upperFirst(promise)]
      : [upperFirst(promise), first, ...inside.slice(-3), forWhom]
  return [...new Set(chosen.map((line) => clip(line.replace(/\.$/, ""), 160)))].filter((line) => line.length >= 10).slice(0, 6)
}

export function composeCopy(
  knowledge: Knowledge,
  { brief, content, facts, variants, taken, repair }: PromptInput<"copy">,
): { variants: Copy[] } {
  const repairs = repairsOf(repair)
  const figure = figures(facts, content)
  const used = [...taken]
  return {
    variants: Array.from({ length: variants }, (_, angle) => {
      const framed = frame(knowledge, brief, "copy", angle, repairs.round)
      const pitch = pitchOf(content, figure, framed.random)
      const title = titleFor(framed, pitch, angle + repairs.round, used)
      used.push(title)
      return {
        title,
        bullets: bulletsFor(framed, pitch, angle).map((line) => (line.endsWith("”") ? line : sentence(line).replace(/\.$/, ""))),
        description: describe(framed, pitch, angle, repairs),
        tags: tagsFor(framed, angle),
        ...searchTexts(title, pitch, framed),
        faq: faqFor(pitch, framed, facts.files, figure.papers),
      }
    }),
  }
}
