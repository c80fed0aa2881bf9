import type { PromptPackContent } from "#schemas/content/prompt-pack.ts"

/** The names in `{{…}}` of a text, each once, in order. */
export function placeholdersIn(text: string): string[] {
  return [...new Set([...text.matchAll(/\{\{([^{}]*)\}\}/g)].map((match) => match[1] ?? ""))]
}

/** Placeholders that are used but not explained, or explained twice; empty when the pack can be made. */
export function promptPackProblems(content: PromptPackContent): string[] {
  const declared = new Set(content.placeholders.map((placeholder) => placeholder.name))
  const problems = content.groups.flatMap((group) =>
    group.prompts.flatMap((prompt) =>
      placeholdersIn(`${prompt.prompt}\n${prompt.followUp}`)
        .filter((name) => !declared.has(name))
        .map((name) => `The prompt "${prompt.title}" uses {{${name}}}, which is not explained.`),
    ),
  )
  if (declared.size < content.placeholders.length) problems.push("A placeholder is explained twice.")
  return problems
}
