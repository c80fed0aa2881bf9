import type { PromptPackContent } from "#schemas/content/prompt-pack.ts"
import { placeholdersIn } from "./problems.ts"

/** One prompt with its number (`2.3` is the third of the second group); every file of the pack is written from these. */
export type Entry = {
  number: string
  group: string
  title: string
  use: string
  prompt: string
  placeholders: string[]
  expect: string
  followUp: string
}

export function entriesOf(content: PromptPackContent): Entry[] {
  return content.groups.flatMap((group, g) =>
    group.prompts.map(({ title, use, prompt, expect, followUp }, p) => ({
      number: `${g + 1}.${p + 1}`,
      group: group.title,
      title,
      use,
      prompt,
      placeholders: placeholdersIn(`${prompt}\n${followUp}`),
      expect,
      followUp,
    })),
  )
}
