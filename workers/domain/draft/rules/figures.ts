import type { FullBrief } from "#schemas/brief.ts"
import type { Content } from "#schemas/content/index.ts"
import type { Copy } from "#schemas/draft.ts"
import type { Facts } from "#schemas/good.ts"

const figure = /(?<![\p{L}\p{N}#])(\d[\d,]*(?:\.\d+)?)(?![\d\p{L}])(?:[\s-]+([a-z]+))?(?:[\s-]+([a-z]+))?/giu
const written =
  "zero one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen seventeen eighteen nineteen twenty".split(
    " ",
  )
const tens: Record<string, number> = { twenty: 20, thirty: 30, forty: 40, fifty: 50, sixty: 60, seventy: 70, eighty: 80, ninety: 90 }
const numberWords = new RegExp(
  `\\b(?:(${Object.keys(tens).join("|")})(?:[- ](${written.slice(1, 10).join("|")}))?|(${written.slice(11, 20).join("|")}))[- ]([a-z]+)`,
  "gi",
)

/** Number words above ten become digits where they count something: `twelve chapters` is a claim like `12 chapters`. */
const inDigits = (text: string, counted: (noun: string) => boolean): string =>
  text.replace(numberWords, (whole, ten: string | undefined, one: string | undefined, teen: string | undefined, noun: string) => {
    const value = teen
      ? written.indexOf(teen.toLowerCase())
      : (tens[(ten ?? "").toLowerCase()] ?? 0) + (one ? written.indexOf(one.toLowerCase()) : 0)
    return counted(noun) ? `${value} ${noun}` : whole
  })

const singular = (noun: string): string => noun.toLowerCase().replace(/ies$/, "y").replace(/s$/, "")
const numbersIn = (text: string): number[] => [...text.matchAll(/\d[\d,]*(?:\.\d+)?/g)].map(([digits]) => Number(digits.replace(/,/g, "")))

type Claimable = { byNoun: Map<string, Set<number>>; any: Set<number> }

/** Lengths and values of the content: twelve months, sixteen tasks; anything that a buyer can count in the good. */
function countable(value: unknown, found: Claimable, key = ""): void {
  if (typeof value === "number") found.any.add(value)
  if (typeof value === "string") for (const number of numbersIn(value)) found.any.add(number)
  if (Array.isArray(value)) {
    note(found, key, value.length)
    for (const item of value) countable(item, found)
  } else if (typeof value === "object" && value !== null) {
    for (const [name, item] of Object.entries(value)) countable(item, found, name)
  }
}

const stringsIn = (value: unknown): string[] => {
  if (typeof value === "string") return [value]
  return typeof value === "object" && value !== null ? Object.values(value).flatMap(stringsIn) : []
}

function note(found: Claimable, noun: string, count: number): void {
  found.any.add(count)
  if (noun === "") return
  const known = found.byNoun.get(singular(noun)) ?? new Set()
  found.byNoun.set(singular(noun), known.add(count))
}

function claimable(facts: Facts, content: Content, brief: FullBrief): Claimable {
  const found: Claimable = { byNoun: new Map(), any: new Set([0, 1, 2]) }
  countable(content, found)
  for (const noun of ["page", "word", "file", ...Object.keys(facts.counts).map(singular)]) found.byNoun.delete(noun)
  const pages = Object.values(facts.pages)
  for (const count of [...pages, pages.reduce((sum, each) => sum + each, 0)]) note(found, "page", count)
  note(found, "word", facts.words)
  note(found, "file", facts.files)
  for (const [noun, count] of Object.entries(facts.counts)) note(found, noun, count)
  if (content.kind === "prompt-pack")
    note(
      found,
      "prompt",
      content.groups.reduce((sum, { prompts }) => sum + prompts.length, 0),
    )
  const said = [brief.category, brief.audience, brief.angle, ...brief.keywords, ...facts.papers, ...facts.formats]
  for (const number of [brief.year, ...said.flatMap(numbersIn)]) found.any.add(number)
  return found
}

const atLeast = /(?:more than|over|at least|above)\s+$/i

/** What the copy quotes word for word from the good is the good's own and claims nothing. */
function withoutQuotes(text: string, good: string): string {
  return text.replace(/“([^”]+)”/g, (whole, quoted: string) => (good.includes(quoted.toLowerCase()) ? " “” " : whole))
}

/** Every figure in the copy that neither the files nor the content nor the brief bear out, as it stands there. */
export function untrueFigures(copy: Copy, facts: Facts, content: Content, brief: FullBrief): string[] {
  const good = stringsIn(content).join("\n").toLowerCase()
  const { byNoun, any } = claimable(facts, content, brief)
  const texts = [
    copy.title,
    ...copy.bullets,
    copy.description,
    copy.seoTitle,
    copy.seoDescription,
    copy.coverAlt,
    ...copy.faq.flatMap(({ question, answer }) => [question, answer]),
  ]
  const wrong = texts
    .map((text) => inDigits(withoutQuotes(text, good), (noun) => byNoun.has(singular(noun))))
    .flatMap((text) =>
      [...text.matchAll(figure)].flatMap((match) => {
        const [, digits = "", first = "", second = ""] = match
        const value = Number(digits.replace(/,/g, ""))
        const noun = [first, second].find((word) => byNoun.has(singular(word)))
        const counts = noun === undefined ? any : (byNoun.get(singular(noun)) ?? any)
        const rounded = atLeast.test(text.slice(0, match.index)) && [...counts].some((count) => count >= value && value >= 0.8 * count)
        return counts.has(value) || rounded ? [] : [noun === undefined ? digits : `${digits} ${noun}`]
      }),
    )
  return [...new Set(wrong)]
}
