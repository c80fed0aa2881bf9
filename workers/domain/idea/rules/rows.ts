import type { Entry } from "./source.ts"

const mostRanges = 6

/** Where figures were counted, for a person who wants to count again: `entries 12–18, 40 under "Vector search"`. */
export function rowsSaid(entries: readonly Entry[], all: readonly Entry[], path: readonly string[]): string {
  const wanted = new Set(entries)
  const ranges: [number, number][] = []
  for (const [at, entry] of all.entries()) {
    if (!wanted.has(entry)) continue
    const last = ranges.at(-1)
    if (last?.[1] === at) last[1] = at + 1
    else ranges.push([at + 1, at + 1])
  }
  const said = ranges.slice(0, mostRanges).map(([from, to]) => (from === to ? `${from}` : `${from}–${to}`))
  const more = ranges.length > mostRanges ? " and more" : ""
  return `entries ${said.join(", ")}${more}${path.length > 0 ? ` under "${path.at(-1)?.slice(0, 60) ?? ""}"` : ""}`
}
