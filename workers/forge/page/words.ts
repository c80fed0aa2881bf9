import type { Item, Page } from "./page.ts"

/** Words as a reader would count them: runs of letters, in all texts of the pages. */
export function wordsOf(pages: Page[]): number {
  // A drawing that pages share counts on each of them, but is gone through once.
  const known = new Map<Item[], number>()
  const count = (items: Item[]): number => {
    const before = known.get(items)
    if (before !== undefined) return before
    const words = items.reduce((sum, item) => {
      if (item.kind === "group") return sum + count(item.items)
      return item.kind === "text" ? sum + (item.text.match(/\p{L}[\p{L}\p{M}’'-]*/gu)?.length ?? 0) : sum
    }, 0)
    known.set(items, words)
    return words
  }
  return pages.reduce((sum, page) => sum + count(page.items), 0)
}
