import { screenPolicy } from "#seeds/policies/index.ts"
import { cosine, embedAll, type Embedder } from "#workers/adapters/models/embed.ts"
import { screen } from "#workers/domain/brief/rules/screen.ts"
import { stemsOf, upperFirst } from "#workers/lib/text.ts"
import { gatherList, gatherTopics } from "./gather-list.ts"
import { gatherOwn, gatherSearches } from "./gather-searches.ts"
import { gatherShop } from "./gather-shop.ts"
import { gatherTrends } from "./gather-trends.ts"
import { addressesModel } from "./plain.ts"
import { mergeEvidence, scoreOf } from "./score.ts"
import type { Cause, Draft, Dropped, Idea, Reading } from "./source.ts"

const gatherers = {
  collection: gatherList,
  shop: gatherShop,
  topics: gatherTopics,
  trends: gatherTrends,
  searches: gatherSearches,
  own: gatherOwn,
} satisfies Record<Reading["shape"], unknown>
const mostIdeas = 60
const tooLow = `It ranks below the ${mostIdeas} best of this source.`

/** Two ideas of one kind whose vectors are at least this near are one. In three awesome lists the nearest different subjects had 0.86. */
export const sameIdea = 0.9

/** From what a source says to ideas, best first, each with evidence; what was left out, with the reason. Drafts that are not `touched` are as they were. */
export async function ideasOf(
  reading: Reading,
  source: string,
  embedder: Embedder,
  touched: (draft: Draft) => boolean = () => true,
): Promise<{ ideas: (Idea & { vector: Float32Array })[]; dropped: Dropped[] }> {
  const { drafts, dropped } = gatherers[reading.shape](reading, source)
  const left = [...reading.dropped, ...dropped]
  const kept: (Idea & { vector: Float32Array })[] = []
  const best = drafts.filter(touched).toSorted((a, b) => scoreOf(b.evidence) - scoreOf(a.evidence))
  // Screening costs far more than counting, so what cannot get among the best is not screened.
  for (const draft of best.slice(mostIdeas * 3)) left.push({ title: draft.category, cause: "rank", reason: tooLow })
  const candidates = best
    .slice(0, mostIdeas * 3)
    .flatMap((draft) => ideaOf(draft, left))
    .toSorted(byRank)
  const vectors = await embedAll(embedder, candidates.map(vectorText))
  for (const [at, idea] of candidates.entries()) {
    const vector = vectors[at] ?? new Float32Array(embedder.dimension)
    const twin = kept.find(
      (other) => other.fingerprint === idea.fingerprint || (other.kind === idea.kind && cosine(other.vector, vector) >= sameIdea),
    )
    if (twin) {
      Object.assign(twin, mergeIdeas(twin, idea))
      left.push({
        title: idea.title,
        cause: "duplicate",
        reason: `It is the same idea as "${twin.title}"; their evidence was put together.`,
      })
    } else if (kept.length >= mostIdeas) left.push({ title: idea.title, cause: "rank", reason: tooLow })
    else kept.push({ ...idea, vector })
  }
  return { ideas: kept.toSorted(byRank), dropped: left }
}

export const byRank = (a: Idea, b: Idea): number =>
  b.score - a.score || a.category.length - b.category.length || (a.fingerprint < b.fingerprint ? -1 : 1)

/** What the vector of an idea is made of: its category, twice as loud as its first search terms. */
export const vectorText = ({ category, keywords }: Pick<Idea, "category" | "keywords">): string =>
  compounds([category, category, ...keywords.slice(1, 4)].join(". "))

/** `text-to-speech` is one word: taken apart it would be the same as `speech-to-text`. */
const compounds = (text: string): string => text.replaceAll(/(?<=\p{L})-(?=\p{L})/gu, "")

/** Words in any order and form are one idea; another kind of good is another idea. */
export function fingerprintOf(category: string, kind: string | null): string {
  const words = [...new Set(stemsOf(compounds(category)))].toSorted().join("-")
  return kind && words ? `${words}:${kind}` : words
}

export function mergeIdeas<T extends Pick<Idea, "keywords" | "evidence">>(
  into: T,
  from: Pick<Idea, "keywords" | "evidence">,
): T & { score: number } {
  const all = mergeEvidence(into.evidence, from.evidence)
  return { ...into, keywords: [...new Set([...into.keywords, ...from.keywords])].slice(0, 20), evidence: all, score: scoreOf(all) }
}

function ideaOf(draft: Draft, dropped: Dropped[]): Idea[] {
  const title = titleOf(draft)
  const refuse = (cause: Cause, reason: string): [] => {
    dropped.push({ title, cause, reason })
    return []
  }
  if (addressesModel(draft.category)) return refuseUnread(dropped)
  const answer = screen({ category: draft.category, audience: draft.audience }, screenPolicy)
  if (!answer.allowed) return refuse("policy", `${answer.rule} (${answer.term}): ${answer.reason}`)
  const keywords = draft.keywords
    .map((keyword) => keyword.slice(0, 60).trim())
    .filter((keyword) => keyword.length > 1 && !addressesModel(keyword) && screen({ keyword }, screenPolicy).allowed)
  const evidence = draft.evidence.filter(({ weight }) => weight > 0)
  const fingerprint = fingerprintOf(draft.category, draft.kind)
  if (evidence.length === 0) return refuse("no-evidence", "Nothing in the source is evidence that people want it.")
  if (fingerprint === "") return refuse("no-subject", "Its name has no words that can be compared.")
  return [{ ...draft, title, keywords: [...new Set(keywords)], evidence, score: scoreOf(evidence), fingerprint }]
}

/** The words of such a line are not repeated, not even in the reason. */
function refuseUnread(dropped: Dropped[]): [] {
  dropped.push({ title: "a section", cause: "speaks-to-model", reason: "Its heading speaks to a model instead of naming a subject." })
  return []
}

const kindNames = {
  planner: "a planner",
  worksheet: "worksheets",
  workbook: "a workbook",
  "prompt-pack": "a prompt pack",
  guide: "a guide",
  printable: "printables",
}

function titleOf({ category, audience, kind }: Draft): string {
  const starting = audience.startsWith("people starting out") ? "people starting out" : audience
  return `${upperFirst(category)}${kind ? `: ${kindNames[kind]}` : ""} for ${starting}`.slice(0, 140)
}
