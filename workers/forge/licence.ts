import type { Content } from "#schemas/content/index.ts"
import type { Kit, Made, MadeFile } from "./forge.ts"
import { wrapText } from "./wrap-text.ts"

const unit: Record<Content["kind"], string> = {
  planner: "planner",
  worksheet: "worksheet pack",
  workbook: "workbook",
  "prompt-pack": "prompt pack",
  guide: "guide",
  printable: "prints",
}

const may = [
  "Use it yourself, on every device you own, for as long as you like.",
  "Use it in one business that you own or work for, with clients too, as long as the files stay with you.",
  "Print as many copies as you and that business need.",
  "Change, shorten, translate or extend your copy.",
  "Keep and sell the work you produce with it: your plans, your numbers, your texts.",
  "Keep backup copies.",
]

const mayNot = [
  "Sell, rent, lend, share or give away the files, whole or in part, changed or not.",
  "Put them where others can download them: public drives, groups, file lists, template libraries.",
  "Sell products whose main value is these files, printed or digital.",
  "Say that you made them, or register them as a trade mark or design.",
  "Use them to train or fine-tune a model that others can use.",
]

/** LICENCE.txt: personal and single-business use in plain words, for the made files of one good. */
export function licenceFile(content: Content, facts: Pick<Made["facts"], "pages">, kit: Kit): MadeFile {
  const { brand, madeAt } = kit
  const year = madeAt.getUTCFullYear()
  const lines = [
    "LICENCE",
    "",
    content.title,
    `Made by ${brand.name} on ${madeAt.toISOString().slice(0, 10)}`,
    "",
    ...wrapText(
      `You bought the right to use this ${unit[content.kind]}. It covers one person, or one business with the people who work in it. ` +
        "This page is the whole agreement, in ordinary words.",
    ),
    "",
    "YOU MAY",
    ...bullets(may),
    "",
    "YOU MAY NOT",
    ...bullets(mayNot),
    "",
    "TEAMS AND MORE THAN ONE BUSINESS",
    ...wrapText(`Buy one copy for each business, or write to ${brand.supportEmail} and we will agree on something that fits.`),
    "",
    ...fontNote(Object.keys(facts.pages), kit),
    "WHAT WE PROMISE",
    ...wrapText(
      "The files open and contain what the product page says. If not, write to us and we mend them or give your money back. " +
        "They help you work; they are not legal, tax, financial or medical advice. Check what matters with someone who knows your case.",
    ),
    "",
    `© ${year} ${brand.legalName}. Questions: ${brand.supportEmail}`,
    "",
  ]
  return { name: "LICENCE.txt", role: "licence", mediaType: "text/plain", bytes: new TextEncoder().encode(lines.join("\r\n")) }
}

/** The Open Font License asks for this note wherever its fonts are embedded; files without fonts get none. */
function fontNote(files: string[], kit: Kit): string[] {
  if (files.length === 0) return []
  const families = [...new Set(kit.fonts.map((font) => font.family))].join(", ")
  const note =
    `${files.join(", ")} may contain parts of these typefaces: ${families}. They are under the SIL Open Font License 1.1, ` +
    "which lets you print and show them with the files. To use them in your own work, get them free from their makers: https://openfontlicense.org"
  return ["FONTS", ...wrapText(note), ""]
}

function bullets(items: string[]): string[] {
  return items.flatMap((item) => wrapText(item, 72).map((line, n) => (n === 0 ? `  - ${line}` : `    ${line}`)))
}
