import type { ProductPage } from "#schemas/product.ts"
import { figure, fileSize } from "./words.ts"

export type Fact = { name: string; value: string }

const upperFirst = (text: string) => text.charAt(0).toUpperCase() + text.slice(1)

/**
 * What was counted in the files, as a buyer reads it, most telling first. Files of the same good in several paper sizes
 * have the same pages, so pages are not added up.
 */
export function factRows({ facts }: Pick<ProductPage, "facts">): Fact[] {
  const pages = Object.values(facts.pages)
  const most = Math.max(0, ...pages)
  const least = Math.min(most, ...pages)
  const counts = Object.entries(facts.counts).filter(([noun, count]) => count > 0 && noun !== "pages")
  return [
    ...(most > 0 ? [{ name: "Pages", value: least === most ? figure(most) : `${figure(least)} to ${figure(most)}` }] : []),
    ...counts.map(([noun, count]) => ({ name: upperFirst(noun), value: figure(count) })),
    ...(facts.words > 0 ? [{ name: "Words", value: figure(facts.words) }] : []),
    ...(facts.papers.length > 0 ? [{ name: "Sizes", value: facts.papers.join(", ") }] : []),
    { name: "Formats", value: facts.formats.join(", ") },
    { name: "Files", value: figure(facts.files) },
    { name: "Download", value: fileSize(facts.bytes) },
  ]
}
