import { stemsOf } from "#workers/lib/text.ts"

/**
 * From this cosine of the static token vectors two questions count as one, if their guards agree too. Measured on banking77;
 * the figures stand in docs/evals.md.
 */
export const alikeFrom = 0.94

const negations = new Set(
  (
    "no not never none nothing nobody neither nor without cannot can't don't doesn't didn't won't wouldn't isn't aren't wasn't weren't " +
    "haven't hasn't hadn't shouldn't couldn't unable nicht kein keine ohne ne pas non sans sin nunca"
  ).split(" "),
)
/** Words that turn a question round, or decide whom or when it is about, and weigh little in a vector. */
const turning =
  /^(?:before|after|until|since|more|less|first|last|next|from|into|out|off|up|down|back|again|still|yet|only|all|both|each|other|another|old|new|my|our|your|someone|somebody|friend|wife|husband|why|when|where|who|how|which)$/

const chatter = new Set(
  stemsOf(
    "hello hi hey dear please thanks thank you can could would will shall should may might must do does did doing is are am was were be been being " +
      "i im i'd i'll i've it its it's this that these those there here the what's how's where's have has had get got getting need want wish like know " +
      "tell explain help me us we you exactly just really also",
  ),
)

/**
 * What must be the same before an answer to one question may serve another: every number, placeholder, name and abbreviation sign for
 * sign, the number of negations, the words that turn a question round, and the stems of all words that carry meaning. What is left
 * to the vectors is how the question is put.
 */
export function guardOf(text: string): string {
  const plain = text.normalize("NFKC").replaceAll("’", "'")
  const tokens = plain.match(/\[[A-Z]+_\d+\]|[\p{L}\p{N}][\p{L}\p{N}'.:/@-]*[\p{L}\p{N}]|[\p{L}\p{N}]/gu) ?? []
  const kept = tokens.flatMap((token, at) => {
    const lower = token.toLowerCase()
    if (/\d/.test(token)) return [lower]
    if (negations.has(lower)) return ["not"]
    if (turning.test(lower)) return [lower]
    return at > 0 && lower !== "i" && !lower.startsWith("i'") && token !== lower ? [lower] : []
  })
  const stems = [...new Set(stemsOf(text))].filter((stem) => !chatter.has(stem))
  return `${kept.toSorted().join(" ")} | ${stems.toSorted().join(" ")}`
}
