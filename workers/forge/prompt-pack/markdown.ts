import type { PromptPackContent } from "#schemas/content/prompt-pack.ts"
import type { Kit } from "../forge.ts"
import type { Entry } from "./entries.ts"

/** The pack to read and to copy from: prompts stand in fences, so that nothing in them turns into formatting. */
export function packMarkdown(content: PromptPackContent, entries: Entry[], slug: string, { brand, madeAt }: Kit): string {
  const groups = content.groups.flatMap((group, g) => [
    `## ${g + 1}. ${plain(group.title)}`,
    plain(group.about),
    ...entries.filter((entry) => entry.number.startsWith(`${g + 1}.`)).flatMap(promptBlock),
  ])
  const parts = [
    `# ${plain(content.title)}`,
    `*${plain(content.subtitle)}*`,
    plain(content.intro),
    "## How to use the prompts",
    content.howTo.map((step, n) => `${n + 1}. ${plain(step)}`).join("\n"),
    "## What to fill in",
    "Replace each name in double braces with your own words.",
    [
      "| Name | What it means | Example |",
      "| --- | --- | --- |",
      ...content.placeholders.map(({ name, meaning, example }) => `| \`{{${name}}}\` | ${plain(meaning)} | ${plain(example)} |`),
    ].join("\n"),
    "## Contents",
    content.groups.map((group, g) => `${g + 1}. ${plain(group.title)} (${group.prompts.length} prompts)`).join("\n"),
    ...groups,
    "## The other files",
    `- \`${slug}.csv\` has one row a prompt, for a spreadsheet or a database (UTF-8, commas, a heading row).\n` +
      `- \`${slug}.json\` is for tools: \`prompts\` is a list of \`number\`, \`group\`, \`title\`, \`use\`, \`prompt\`, \`placeholders\`, ` +
      "`expect` and `followUp`; `placeholders` explains each name.\n" +
      `- \`${slug}-a4.pdf\` and \`${slug}-letter.pdf\` are for reading and printing.`,
    `Made by ${plain(brand.name)} on ${madeAt.toISOString().slice(0, 10)}. LICENCE.txt says what you may do with it.`,
  ]
  return `${parts.join("\n\n")}\n`
}

function promptBlock(entry: Entry): string[] {
  const fence = "`".repeat(Math.max(3, ...[...entry.prompt.matchAll(/`+/g)].map((run) => run[0].length + 1)))
  return [
    `### ${entry.number} ${plain(entry.title)}`,
    `**When** ${plain(entry.use)}`,
    `${fence}text\n${entry.prompt}\n${fence}`,
    `**Expect** ${plain(entry.expect)}`,
    `**Then ask** ${plain(entry.followUp)}`,
  ]
}

/** Text that Markdown leaves as it is, on one line; an underscore inside a word means nothing to it. */
function plain(text: string): string {
  return text.replace(/\s+/g, " ").replace(/[\\`*[\]<>|#]|(?<!\w)_|_(?!\w)/g, "\\$&")
}
