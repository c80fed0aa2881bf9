import type { BoardState, ProductStage } from "#schemas/agent.ts"
import type { GoodKind } from "#schemas/good.ts"

/** One product as a card of the board shows it. `score` is null until the gate has looked. */
export type Card = { id: string; title: string; kind: GoodKind | null; stage: ProductStage; score: number | null; updatedAt: string }

/** The way of a product, in its order; what has left the way is folded away under the board. */
export const columns = ["brief", "forge", "gate", "waiting", "approved", "publish", "live"] as const satisfies readonly ProductStage[]
export const closedStages = ["refused", "rejected", "withdrawn"] as const satisfies readonly ProductStage[]

export const stageWords: Record<ProductStage, { name: string; about: string }> = {
  brief: { name: "Brief", about: "the brief is being written" },
  forge: { name: "Forge", about: "content and files are being made" },
  gate: { name: "Gate", about: "being scored" },
  waiting: { name: "Waiting", about: "waits for a person" },
  approved: { name: "Approved", about: "may be published" },
  publish: { name: "Publish", about: "being put on channels" },
  live: { name: "Live", about: "on sale" },
  refused: { name: "Refused", about: "refused by the gate" },
  rejected: { name: "Rejected", about: "rejected by a person" },
  withdrawn: { name: "Withdrawn", about: "taken off sale" },
}

const newestFirst = (a: Card, b: Card) => b.updatedAt.localeCompare(a.updatedAt)

/** Cards by stage, newest first; every stage has its list, an empty one too. */
export function groupByStage(cards: readonly Card[]): Record<ProductStage, Card[]> {
  const groups: Record<ProductStage, Card[]> = {
    brief: [],
    forge: [],
    gate: [],
    waiting: [],
    approved: [],
    publish: [],
    live: [],
    refused: [],
    rejected: [],
    withdrawn: [],
  }
  for (const card of cards.toSorted(newestFirst)) groups[card.stage].push(card)
  return groups
}

/**
 * What a message from the director changes on a board that shows `known`. The page was read from the database and may be
 * newer than the message, so only younger entries count.
 */
export function changedCards(known: ReadonlyMap<string, Card>, { products }: BoardState): Card[] {
  return Object.entries(products).flatMap(([id, entry]) => {
    const before = known.get(id)
    if (before && before.updatedAt >= entry.updatedAt) return []
    return [{ id, ...entry, title: entry.title || before?.title || "", score: entry.score ?? before?.score ?? null }]
  })
}

const mostSaid = 3

/** The change as a screen reader hears it. Only moves are told: a new time or score alone would be noise. */
export function announcement(known: ReadonlyMap<string, Card>, changed: readonly Card[]): string {
  const moved = changed.filter(({ id, stage }) => known.get(id)?.stage !== stage)
  const said = moved.slice(0, mostSaid).map(({ title, stage }) => `${title || "A new product"}: ${stageWords[stage].about}.`)
  return [...said, ...(moved.length > mostSaid ? [`${moved.length - mostSaid} more moved.`] : [])].join(" ")
}
