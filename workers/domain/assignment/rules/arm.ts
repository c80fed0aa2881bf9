import { sha256 } from "#workers/lib/hash.ts"

/** The visitor inside one experiment: a hash, so that the rows of two experiments cannot be laid side by side. */
export async function unitOf(experiment: string, visitor: string): Promise<string> {
  return (await sha256(`${experiment}\u0000${visitor}`)).slice(0, 32)
}

/** Where a unit falls between 0 and 1; the same unit always falls to the same place. */
export const placeOf = (unit: string): number => Number.parseInt(unit.slice(0, 13), 16) / 16 ** 13

/** The arm at this place, when every arm has a stretch as long as its share, in the order of their names. */
export function armAt(place: number, shares: Record<string, number>): string {
  const arms = Object.entries(shares).toSorted(([a], [b]) => (a < b ? -1 : 1))
  let end = 0
  for (const [arm, share] of arms) {
    end += share
    if (place < end) return arm
  }
  // Shares that add up to a hair less than one leave the last place to the last arm that has any.
  const last = arms.findLast(([, share]) => share > 0)
  if (!last) throw new RangeError("No arm has a share.")
  return last[0]
}
