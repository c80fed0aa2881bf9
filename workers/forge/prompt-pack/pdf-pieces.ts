import type { PromptPackContent } from "#schemas/content/prompt-pack.ts"
import type { Piece } from "../page/flow.ts"
import type { Look } from "../page/look.ts"
import { heading, list, paragraph } from "../page/pieces.ts"
import { table } from "../page/table.ts"
import type { Typesetter } from "../page/typesetter.ts"
import { type Backing, backingGap, type Marking, richParagraph } from "../rich-text.ts"
import type { Entry } from "./entries.ts"

/** The body of the reading edition: how to use it, what to fill in, then each group from a new page. */
export function packPieces(content: PromptPackContent, entries: Entry[], type: Typesetter, look: Look, width: number): Piece[] {
  const body = { ...look.text(10.5), leading: 1.5 }
  const styles = { head: look.strong(9, look.ink), cell: { ...look.text(9), leading: 1.35 }, rule: look.rule, line: look.accent }
  const rows = content.placeholders.map(({ name, meaning, example }) => [`{{${name}}}`, meaning, example])
  return [
    ...heading(type, "How to use the prompts", look.display(22), width, { anchor: "how-to" }),
    ...list(type, content.howTo, body, width, {
      numbered: true,
      markStyle: look.monoStrong(9.5, look.accent),
      indent: 24,
      gap: 6,
      before: 12,
    }),
    ...heading(type, "What to fill in", look.display(22), width, { before: 34, anchor: "placeholders" }),
    ...paragraph(type, "Replace each name in double braces with your own words before you send a prompt.", body, width, {
      before: 6,
      keep: true,
    }),
    ...table(type, { columns: ["Name", "What it means", "Example"], rows, before: 12, fill: look.tint }, styles, width),
    ...content.groups.flatMap((group, g) => [
      ...paragraph(type, `Group ${g + 1}`, look.label(8, look.accent), width, { break: true, keep: true, anchor: `group-${g + 1}` }),
      ...heading(type, group.title, look.display(24), width, { before: 4 }),
      ...paragraph(type, group.about, { ...look.serif(12), leading: 1.5 }, width, { before: 8, keep: true }),
      ...entries.filter((entry) => entry.number.startsWith(`${g + 1}.`)).flatMap((entry) => promptPieces(entry, type, look, width)),
    ]),
  ]
}

function promptPieces(entry: Entry, type: Typesetter, look: Look, width: number): Piece[] {
  const backing: Backing = { fill: look.tint, bar: look.accent, pad: 16 }
  const marking: Marking = { pattern: /\{\{[^{}\s]*\}\}/g, style: { color: look.accent, weight: 600 } }
  const note = { ...look.text(9.5, look.muted), leading: 1.45 }
  const mark = (text: string) => ({ mark: { text, style: look.strong(9) }, indent: 62 })
  return [
    ...heading(type, entry.title, { ...look.heading(13.5), leading: 1.25 }, width, {
      before: 26,
      indent: 34,
      anchor: `prompt-${entry.number}`,
      mark: { text: entry.number, style: look.monoStrong(11, look.accent) },
    }),
    ...paragraph(type, entry.use, note, width, { before: 4, keep: true, ...mark("When") }),
    backingGap(backing, 10, { before: 8, keep: true }),
    ...entry.prompt
      .split(/\n+/)
      .flatMap((text, n) => [
        ...(n > 0 ? [backingGap(backing, 5, { keep: true })] : []),
        ...richParagraph(type, text, { ...look.mono(9), leading: 1.55 }, width, { backing, marking, keep: true }),
      ]),
    backingGap(backing, 11, { keep: true }),
    ...paragraph(type, entry.expect, note, width, { before: 8, keep: true, ...mark("Expect") }),
    ...richParagraph(type, entry.followUp, note, width, { before: 4, marking, ...mark("Then ask") }),
  ]
}
