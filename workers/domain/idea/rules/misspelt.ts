import { editDistance } from "#workers/lib/edit-distance.ts"

type Searched = { subject: string; asked: number }

/**
 * Searches less those that are another one with a word misspelt: fewer people wrote it so, and one word is one slip away, two in a long
 * one. Nobody should make a good for a slip of the finger. Another year is another search.
 */
export function withoutMisspelt<T extends Searched>(searches: readonly T[]): T[] {
  return searches.filter(({ subject, asked }) => !searches.some((other) => other.asked > asked && isSlip(subject, other.subject)))
}

function isSlip(written: string, meant: string): boolean {
  const [ours, theirs] = [written.split(" "), meant.split(" ")]
  if (ours.length !== theirs.length) return false
  const pairs = ours.map((word, at) => [word, theirs[at] ?? ""] as const).filter(([a, b]) => a !== b)
  const [[word, other] = ["", ""], more] = pairs
  if (more || word[0] !== other[0] || /\d/.test(word)) return false
  const most = word.length >= 8 ? 2 : 1
  return editDistance(word, other, most) <= most
}
