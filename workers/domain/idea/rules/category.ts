import { lowerFirst, wordsOf } from "#workers/lib/text.ts"

/** Headings that organise a page instead of naming something that people look for. */
const housekeeping =
  /^(?:table of contents?|contents|toc|index|contribut(?:e|ing|ors?|ions?)(?: guidelines?)?|licen[cs]e|copyright|credits?|acknowledge?ments?|sponsors?|backers|supporters|donate|star history|stargazers|activity|change ?log|news|updates?|what ?s new|about|introduction|overview|preface|foreword|background|disclaimer|legend|notes?|faq|help|support|contact|community|see also|related(?: (?:lists?|projects?|work))?|similar (?:lists?|projects?)|(?:more|other|awesome|curated|external)(?: awesome)? lists?|lists? (?:on|of|about) .+|references?|further reading|recommended reading|links?|misc(?:ellaneous)?|others?|general|uncategori[sz]ed|various|extras?|bonus|archived?|deprecated|inactive|abandoned|back to top|how to .+|getting started|installation|install|usage|todo|roadmap|milestones?|unsorted|untitled|home|main|default|none|null|all|data|n a)$/i
/** Papers and rankings are read, not bought: no good of a shop is about them. */
const unsellable =
  /\b(?:papers?|leaderboards?|benchmarks?|milestones?|thoughts|conferences?|job boards?|newsletters?|blogs?|podcasts?|meetups?)$|\bthoughts about\b/i
const dated =
  /^(?:(?:q[1-4]|h[12]|early|late|january|february|march|april|may|june|july|august|september|october|november|december)?[\s,/-]*(?:19|20)\d{2}(?:[\s/-]*(?:\d{1,4}|today|now))?|v?\d+(?:\.\d+)*|[a-z])$/i

/** Words that need another one beside them: models of what? */
const vague = new Set(
  "model models service services tool tools framework frameworks platform platforms library libraries resource resources application applications app apps project projects software product products package packages training learning performance optimization optimizations interface interfaces design search security management workflow workflows code coding text image images video videos audio books courses tutorials".split(
    " ",
  ),
)
const adjectives =
  /^(?:(?:trending|popular|top|best|great|cool|useful|essential|recommended|featured|favou?rite|notable|awesome|curated|new|latest|other|more|misc(?:ellaneous)?|various|general|commonly used)\s+)+/i
const wrapping =
  /^(?:tools?|frameworks?|librar(?:y|ies)|servers?|platforms?|resources?|software|apps?|services?)(?:\s*(?:\/|&|and|,)\s*\w+)?\s+(?:for|of)\s+/i
const places: Record<string, string> = {
  indoor: "home decorating",
  outdoor: "garden and outdoor living",
  kids: "activities for kids",
  women: "style for women",
  men: "style for men",
}

/** A heading as it would stand in a search box, or null when it names no subject: `🔥 Trending LLM Projects:` → `LLM projects`. */
export function subjectOf(heading: string): string | null {
  const bare = heading
    .replace(/[\p{Extended_Pictographic}\p{Emoji_Modifier}\u{fe0f}#*_:]+/gu, " ")
    .replace(/\([^)]*\)|\[[^\]]*\]/g, " ")
    .replace(/^\s*(?:\d+(?:\.\d+)*\.?|[ivx]+\.)\s+/i, "")
    .replace(/\s+/g, " ")
    .trim()
  if (bare.length < 2 || bare.length > 70 || !/\p{L}{2}/u.test(bare)) return null
  if (housekeeping.test(wordsOf(bare).join(" ")) || dated.test(bare)) return null
  const core = bare
    .replace(adjectives, "")
    .replace(wrapping, "")
    .replaceAll(/\s*(?:\/|&)\s*/g, " and ")
    .trim()
  if (core.length < 2 || housekeeping.test(wordsOf(core).join(" ")) || unsellable.test(core)) return null
  return core
    .split(" ")
    .map((word) => lowerFirst(word))
    .join(" ")
}

/** What a list is about, as one would say it in front of another noun: `Awesome Generative AI` → `AI`, `Awesome Knitting` → `knitting`. */
export function listSubject(title: string | null): string | null {
  const bare = subjectOf(
    (title ?? "").replaceAll(/\b(?:awesome|curated|list|lists|collection|database|directory|best|tools|resources|of|the|a)\b|[-_]/gi, " "),
  )
  const acronym = bare?.split(" ").find((word) => /^[A-Z]{2,6}s?$/.test(word))
  return acronym ?? (bare !== null && bare.split(" ").length <= 3 ? bare : null)
}

/**
 * The category of a section: its own heading, with what stands above it when the heading alone would be vague, and with
 * the subject of the list when nothing in it says which world it belongs to: `Image › Services` of AI → `AI image services`.
 */
export function categoryOf(path: readonly string[], subject: string | null): string | null {
  const leaf = subjectOf(path.at(-1) ?? "")
  if (leaf === null) return null
  const place = places[leaf.toLowerCase()]
  if (place !== undefined) return place
  const parent = path.length > 1 ? subjectOf(path.at(-2) ?? "") : null
  const alone = leaf.split(" ").every((word) => vague.has(word.toLowerCase()))
  const placed = alone && parent !== null && !shares(leaf, parent) ? `${parent} ${leaf}` : leaf
  const says = /[A-Z]{2}|[a-z][A-Z]/.test(placed) || placed.split(" ").length > 2 || subject === null || shares(placed, subject)
  const category = says ? placed : `${subject} ${placed}`
  const words = wordsOf(category)
  return words.length === 0 || (words.length === 1 && vague.has(words[0] ?? "")) ? null : category.slice(0, 80)
}

function shares(a: string, b: string): boolean {
  const words = wordsOf(b).map((word) => word.replace(/s$/, ""))
  return wordsOf(a).some((word) => words.some((other) => word.replace(/s$/, "") === other || (other.length > 2 && word.startsWith(other))))
}
