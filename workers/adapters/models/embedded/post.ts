import { clip, titleCase, wordsOf } from "#workers/lib/text.ts"
import type { PromptInput } from "../model.ts"

/** Title, one true line, and at most two hashtags, as far as they fit into the limit; the poster adds the link. */
export function composePost({ copy, limit }: PromptInput<"post">): { text: string } {
  const max = Math.max(20, Math.min(limit, 260))
  const counted = /\d/.test(copy.title.replace(/\b(?:19|20|21)\d\d\b/, ""))
  const withFigure = copy.bullets.find((bullet) => /\d/.test(bullet) && !(counted && /^An? /.test(bullet))) ?? copy.bullets[0] ?? ""
  const other = copy.bullets.find((bullet) => bullet !== withFigure && !bullet.startsWith("For ")) ?? ""
  const hashtags = copy.tags
    .filter((tag) => tag.length <= 18 && wordsOf(tag).length <= 2)
    .slice(0, 2)
    .map((tag) => `#${titleCase(tag).replace(/[^\p{L}\p{N}]/gu, "")}`)
    .join(" ")
  const lead = `${copy.title}.`
  const forms = [
    `${lead} ${withFigure}. ${other}. ${hashtags}`,
    `${lead} ${withFigure}. ${hashtags}`,
    `${lead} ${withFigure}.`,
    `${lead} New in the shop.`,
    lead,
  ]
  const text = forms
    .map((form) =>
      form
        .replace(/([.!?”])\./g, "$1")
        .replace(/\s+/g, " ")
        .trim(),
    )
    .find((form) => form.length <= max && form.length >= 20)
  return { text: text ?? clip(`${copy.title}, new in the shop`, max) }
}
