import type { PromptPackContent } from "#schemas/content/prompt-pack.ts"
import type { Kit } from "../forge.ts"
import type { Entry } from "./entries.ts"

/**
 * `{ format, title, subtitle, intro, madeBy, madeOn, placeholders: [{ name, meaning, example }], prompts: [{ number, group, title,
 * use, prompt, placeholders, expect, followUp }] }`: flat, so that one loop reads it. The Markdown file explains it to the buyer.
 */
export function packJson(content: PromptPackContent, entries: Entry[], { brand, madeAt }: Kit): string {
  const { title, subtitle, intro, placeholders } = content
  const file = {
    format: "prompt-pack/1",
    title,
    subtitle,
    intro,
    madeBy: brand.name,
    madeOn: madeAt.toISOString().slice(0, 10),
    placeholders,
    prompts: entries,
  }
  return `${JSON.stringify(file, null, 2)}\n`
}
