import { seedOf } from "#workers/lib/random.ts"

/** An order that depends on nothing but the texts, so that a split by it is the same everywhere. */
export const sortedBySeed = <T>(items: readonly T[], text: (item: T) => string): T[] =>
  items.toSorted((a, b) => seedOf("retrieval-2026", text(a)) - seedOf("retrieval-2026", text(b)))
