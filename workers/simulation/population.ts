import { seeded, type Random } from "#workers/lib/random.ts"
import type { World } from "./assumptions.ts"
import { needs, segments, type Need, type Segment } from "./needs.ts"

export type Shopper = { id: string; email: string; segment: Segment; patience: number; bought: string[] }
export type Source = "search" | "social" | "direct" | "channel"
export type Visit = {
  id: string
  at: number
  shopper: Shopper
  need: Need
  source: Source
  query: string
  wallet: number
  hostile: boolean
}

const day = 86_400_000

/** A normal deviate (Box and Muller). */
export const normal = (random: Random) => Math.sqrt(-2 * Math.log(1 - random.next())) * Math.cos(2 * Math.PI * random.next())

export const logistic = (x: number) => 1 / (1 + Math.exp(-x))

/** One of the entries, by weight. */
export function weighted<T>(random: Random, entries: readonly (readonly [T, number])[]): T {
  let left = random.next() * entries.reduce((sum, [, weight]) => sum + weight, 0)
  for (const [value, weight] of entries) {
    left -= weight
    if (left <= 0) return value
  }
  const last = entries.at(-1)
  if (!last) throw new RangeError("Nothing to choose from.")
  return last[0]
}

export function makePopulation(seed: number, size: number, world: World): Shopper[] {
  return Array.from({ length: size }, (_, n) => {
    const random = seeded("shopper", seed, n)
    const segment = weighted(
      random,
      segments.map((one) => [one, one.share] as const),
    )
    const patience = Math.max(1, Math.round(world.patience + normal(random)))
    return { id: `visitor-${seed}-${n}`, email: `shopper.${n}@example.com`, segment, patience, bought: [] }
  })
}

/** Two letters change places, as fingers do it. */
function typo(words: string, random: Random): string {
  const at = random.int(1, Math.max(1, words.length - 3))
  return words.slice(0, at) + (words[at + 1] ?? "") + (words[at] ?? "") + words.slice(at + 2)
}

function visitOf(seed: number, world: World, shopper: Shopper, at: number, social: boolean): Visit {
  const random = seeded("visit", seed, shopper.id, at)
  const month = new Date(at).getUTCMonth()
  const wanted = needs.map((need) => [need, (shopper.segment.needs[need.key] ?? 0) * (need.months?.[month] ?? 1)] as const)
  const need = weighted(random, wanted)
  const words = random.pick(need.words)
  const query = random.next() < world.typos ? typo(words, random) : words
  const shares: [Source, number][] = [
    ["search", world.searchShare],
    ["social", social ? world.socialShare : world.socialShare / 5],
    ["channel", world.channelShare],
    ["direct", Math.max(0.1, 1 - world.searchShare - world.socialShare - world.channelShare)],
  ]
  const source = weighted(random, shares)
  const wallet = shopper.segment.pays * world.willingness * Math.exp(shopper.segment.spread * normal(random))
  return { id: `${shopper.id}@${at}`, at, shopper, need, source, query, wallet, hostile: random.next() < world.hostile }
}

/** Who comes on a day, and when: the same visits under every policy, so that policies are compared on the same demand. */
export function visitsOf(seed: number, world: World, population: Shopper[], from: number, social: boolean): Visit[] {
  const weekday = new Date(from).getUTCDay()
  const rate = (world.visitsPerWeek / 7) * (weekday === 0 || weekday === 6 ? world.weekendFactor : 1)
  const visits = population.flatMap((shopper) => {
    const random = seeded("day", seed, shopper.id, from)
    if (random.next() >= rate) return []
    // Most come between seven in the morning and eleven at night.
    const at = from + Math.floor((7 + 16 * random.next()) * 3_600_000)
    return [visitOf(seed, world, shopper, at, social)]
  })
  return visits.sort((a, b) => a.at - b.at || a.id.localeCompare(b.id))
}

/** A buyer who comes back for something else, some days later. */
export function returning(seed: number, world: World, visit: Visit): Visit | null {
  const random = seeded("return", seed, visit.id)
  if (random.next() >= world.repeat) return null
  return visitOf(seed, world, visit.shopper, visit.at + Math.floor((1 + 13 * random.next()) * day), false)
}
