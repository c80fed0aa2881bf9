import type { MarkdownInstance } from "astro"

type Policy = MarkdownInstance<{ title: string }>
const found = import.meta.glob<Policy>("/seeds/policies/pages/*.md", { eager: true })

/** Address and short name of each policy, in the order of the menu. */
export const policyNames = [
  ["terms", "Terms"],
  ["privacy", "Privacy"],
  ["refunds", "Refunds"],
  ["licence", "Licence"],
] as const

/** A policy's text and title, or null when there is none of that name. */
export function policyPage(name: string): { Content: Policy["Content"]; title: string } | null {
  const page = policyNames.some(([path]) => path === name) ? found[`/seeds/policies/pages/${name}.md`] : undefined
  return page ? { Content: page.Content, title: page.frontmatter.title } : null
}
