import type { Copy } from "#schemas/draft.ts"
import type { GoodKind } from "#schemas/good.ts"
import { clip, stemsOf, titleCase, upperFirst, wordsOf } from "#workers/lib/text.ts"
import { kindName } from "./copy-kinds.ts"
import type { Pitch } from "./pitch.ts"
import { nameOf, shortAudience, type Frame } from "./frame.ts"
import { kindWords } from "./kinds.ts"

const same = (a: string, b: string): boolean => wordsOf(a).join(" ") === wordsOf(b).join(" ")
const repeats = (title: string): number => {
  const stems = stemsOf(title)
  return stems.length - new Set(stems).size
}

/** Titles by angle: contents, audience, areas, use. The first that fits, repeats no word and is not taken. */
export function titleFor(framed: Frame, pitch: Pitch, angle: number, taken: readonly string[]): string {
  const name = nameOf(framed, 52)
  const audience = titleCase(shortAudience(framed.audience, 67 - name.length - 5))
  const known = new Set(stemsOf(name))
  const forWhom =
    audience && !stemsOf(audience).every((stem) => known.has(stem)) && !/\bfor\b/i.test(name) ? [`${name} for ${audience}`] : []
  const areas = framed.areas.map((area) => `${name}: ${area.name}`)
  const hooks = pitch.hooks.map((hook) => `${name}, ${hook}`)
  const both = forWhom.flatMap((title) => pitch.hooks.map((hook) => `${title}, ${hook}`))
  const orders = [
    [...both, ...hooks, ...areas],
    [...forWhom, ...areas, ...hooks],
    [...areas, ...both, ...hooks],
    [...hooks.toReversed(), ...areas, ...forWhom],
  ]
  const all = [...(orders[angle % orders.length] ?? []), ...areas, ...hooks, name]
  const fits = all.filter((title) => title.length <= 70 && title.length >= 10 && !taken.some((other) => same(other, title)))
  const whole = fits.filter((title) => title.length >= 30)
  return whole.find((title) => repeats(title) === 0) ?? whole[0] ?? fits[0] ?? numbered(name, taken)
}

/** Every other form is taken: a volume number tells the goods apart. */
function numbered(name: string, taken: readonly string[]): string {
  const volume = Array.from({ length: 99 }, (_, at) => `${clip(name, 55)}, Volume ${at + 2}`).find(
    (title) => !taken.some((other) => same(other, title)),
  )
  return volume ?? `${clip(name, 50)}, Another Volume`
}

const filler = [
  "instant download",
  "digital download",
  "digital file",
  "gift idea",
  "weekly review",
  "goal setting",
  "getting started",
  "simple steps",
  "keeping track",
  "new habits",
  "step by step",
  "practical tools",
  "plain design",
]

/** Thirteen tags of at most 20 characters, most specific first. */
export function tagsFor({ keywords, subject, topic, kind, audience, general }: Frame, angle: number): string[] {
  const { search, also } = kindWords[kind]
  const nouns = general ? [] : topic.words.nouns
  const turned = [...nouns.slice(angle * 2), ...nouns.slice(0, angle * 2)]
  const combined = turned.map((noun) => `${noun} ${search}`).filter((tag) => tag.length <= 20)
  const short = shortAudience(audience, 20)
  const all = [
    ...keywords,
    subject,
    `${subject} ${search}`,
    short,
    ...also.slice(0, 3).map((tag) => tag.toLowerCase()),
    ...turned.slice(0, 6),
    ...combined.slice(0, 3),
    ...turned.slice(6),
    ...also.slice(3),
    ...["ideas", "notes", "plan", "log", "for beginners"].map((end) => `${subject} ${end}`),
    ...filler,
  ]
  const tags: string[] = []
  for (const raw of all) {
    const tag = raw
      .toLowerCase()
      .replace(/[^\p{L}\p{N}\s&'-]/gu, " ")
      .replace(/\s+/g, " ")
      .trim()
    const double = tags.some((other) => stemsOf(other).join(" ") === stemsOf(tag).join(" "))
    if (tag.length >= 2 && tag.length <= 20 && !double && new Set(wordsOf(tag)).size === wordsOf(tag).length) tags.push(tag)
  }
  return tags.slice(0, 13)
}

const printing: readonly GoodKind[] = ["planner", "worksheet", "printable"]

/** Questions that buyers ask before they buy, answered from the facts. */
export function faqFor(pitch: Pitch, { kind }: Frame, files: number, papers: string): Copy["faq"] {
  const print = printing.includes(kind) && papers
  return [
    {
      question: "What do I receive?",
      answer: `You receive ${pitch.what}, together with the licence. The download holds ${files === 1 ? "one file" : `${files} files`} and nothing is posted.`,
    },
    { question: "What do I need to open it?", answer: pitch.needs },
    ...(print
      ? [
          {
            question: "Which paper can I print on?",
            answer: `The pages are made for ${papers}. Print at actual size, or fit to page if your printer needs a margin.`,
          },
        ]
      : []),
    {
      question: `May I use the ${kindName[kind]} for my work?`,
      answer:
        "Yes, for yourself and in your own business. Please do not resell or share the files; the licence in the download says it in full.",
    },
    {
      question: "Who made this?",
      answer: "Software agents wrote and built it, and every figure on this page was counted from the finished files.",
    },
  ]
}

export function searchTexts(title: string, pitch: Pitch, framed: Frame): Pick<Copy, "seoTitle" | "seoDescription" | "coverAlt"> {
  const audience = shortAudience(framed.audience, 45)
  const lead = `${upperFirst(pitch.what)}${audience ? `, for ${audience}` : ""}.`
  const first = pitch.inside.find((line) => lead.length + line.length + 1 <= 158)
  const alt = `Cover of ${nameOf(framed)}, ${kindName[framed.kind] === "guide" ? "a guide" : `a ${kindName[framed.kind]}`}${audience ? ` for ${audience}` : ""}, with the title in large type.`
  return {
    seoTitle:
      [title, `${nameOf(framed)} for ${titleCase(audience)}`, nameOf(framed)].find((text) => audience && text.length <= 60) ??
      clip(title, 60),
    seoDescription: lead.length > 158 ? `${clip(lead, 158).replace(/\.$/, "")}.` : [lead, first].filter(Boolean).join(" "),
    coverAlt: clip(alt, 200),
  }
}
