import { parse } from "csv-parse/sync"
import { PDFDocument } from "@cantoo/pdf-lib"
import { expect, test } from "vitest"
import { PromptPackContent } from "#schemas/content/prompt-pack.ts"
import { brand } from "#seeds/brand.ts"
import { testKit } from "#workers/test/kit.ts"
import { entriesOf } from "./entries.ts"
import { promptPackFixture } from "./fixture.ts"
import { promptPack } from "./index.ts"

const [firstGroup, ...otherGroups] = promptPackFixture.groups
const [firstPrompt, ...otherPrompts] = firstGroup?.prompts ?? []
if (!firstGroup || !firstPrompt) throw new Error("the fixture has prompts")

/** The fixture with one prompt made of everything that CSV, Markdown and JSON give a meaning to. */
const hostile = PromptPackContent.parse({
  ...promptPackFixture,
  title: '| # *Prompts* <script> "quoted" 日本',
  groups: [
    {
      ...firstGroup,
      title: "_Group_ | `one` & <two>",
      prompts: [
        {
          ...firstPrompt,
          title: '"Quoted", with | pipe',
          prompt: `${firstPrompt.prompt}\n\n\`\`\`\`js\nconst a = "b, c"; // {{notes}}\n\`\`\`\`\r\n=SUM(A1)\t'; DROP TABLE\n| a | b |\n${"x".repeat(200)}`,
        },
        ...otherPrompts,
      ],
    },
    ...otherGroups,
  ],
})

/** Pictures take most of the time, so only the test that looks at them draws them. */
async function filesOf(content: PromptPackContent, pictures = false) {
  const kit = await testKit(brand)
  const made = await promptPack.make(content, pictures ? kit : { ...kit, png: async () => new Uint8Array(1) })
  const bytes = (ending: string) => made.deliverables.find((file) => file.name.endsWith(ending))?.bytes ?? new Uint8Array()
  return { made, bytes, text: (ending: string) => new TextDecoder("utf-8", { ignoreBOM: true }).decode(bytes(ending)) }
}

test("CSV, JSON and Markdown hold the same prompts, character for character", async () => {
  for (const content of [promptPackFixture, hostile]) {
    const { text } = await filesOf(content)
    const expected = entriesOf(content)
    const rows: Record<string, string>[] = parse(text(".csv"), { columns: true, bom: true })
    expect(rows.map((row) => [row.number, row.group, row.title, row.prompt, row.placeholders, row.expect, row.follow_up])).toEqual(
      expected.map((entry) => [
        entry.number,
        entry.group,
        entry.title,
        entry.prompt,
        entry.placeholders.join(" "),
        entry.expect,
        entry.followUp,
      ]),
    )
    const json: { prompts: unknown; placeholders: unknown } = JSON.parse(text(".json"))
    expect(json.prompts).toEqual(expected)
    expect(json.placeholders).toEqual(content.placeholders)
    const markdown = text(".md")
    for (const entry of expected) expect(markdown).toContain(`\n${entry.prompt}\n`)
  }
})

test("nothing in a prompt or a title can end its fence or become markup", async () => {
  const markdown = (await filesOf(hostile)).text(".md")
  expect(markdown).toContain("`````text\n")
  expect(markdown.split("\n")[0]).toBe('# \\| \\# \\*Prompts\\* \\<script\\> "quoted" 日本')
  expect(markdown).toContain("## 1. \\_Group\\_ \\| \\`one\\` & \\<two\\>")
})

test("a placeholder that is not explained is refused by name", async () => {
  const [placeholder] = promptPackFixture.placeholders
  const kit = await testKit(brand)
  const missing = { ...promptPackFixture, placeholders: promptPackFixture.placeholders.slice(1) }
  await expect(promptPack.make(missing, kit)).rejects.toThrow(`uses {{${placeholder?.name}}}, which is not explained`)
  const misspelt = { ...firstPrompt, prompt: `${firstPrompt.prompt} {{ Client Name }}` }
  const groups = [{ ...firstGroup, prompts: [misspelt, ...otherPrompts] }, ...otherGroups]
  await expect(promptPack.make({ ...promptPackFixture, groups }, kit)).rejects.toThrow("uses {{ Client Name }}")
})

test("the PDF editions have the pages they claim, the previews are theirs, and the same pack gives the same bytes", async () => {
  const { made, bytes } = await filesOf(promptPackFixture, true)
  for (const paper of ["a4", "letter"]) {
    const document = await PDFDocument.load(bytes(`-${paper}.pdf`))
    expect(document.getPageCount()).toBe(made.facts.pages[`client-work-prompts-for-freelance-studios-${paper}.pdf`])
  }
  expect(made.facts.counts).toEqual({ prompts: 12, groups: 3, placeholders: 6 })
  expect(made.previews).toHaveLength(5)
  for (const { bytes: png } of made.previews) expect(new DataView(png.buffer, png.byteOffset).getUint32(16)).toBe(1400)
  const again = await filesOf(structuredClone(promptPackFixture))
  expect(again.made.deliverables).toEqual(made.deliverables)
})
