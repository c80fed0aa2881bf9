import type { Content, ContentOf } from "#schemas/content/index.ts"
import type { GoodKind } from "#schemas/good.ts"
import { lowerFirst, series } from "#workers/lib/text.ts"
import { grouped, type Figures } from "./figures.ts"

/** What copy can say about a good of one kind: true sentences, ready to be put in an order. */
export type Pitch = {
  /** `a 214-page PDF planner in A4 and US Letter` */
  what: string
  /** Short ends for a title, the most telling first. */
  hooks: string[]
  /** What is in the file. */
  inside: string[]
  /** A line from the file itself, as a sentence about it. */
  excerpt: string[]
  use: string[]
  needs: string
}

const paged = ({ pages }: Figures, noun: string): string => (pages ? `${article(pages)} ${grouped(pages)}-page ${noun}` : `a ${noun}`)
const article = (count: number): string => (/^(?:8|11$|18$|11,|18,)/.test(grouped(count)) ? "an" : "a")
const inPapers = ({ papers }: Figures): string => (papers ? ` in ${papers}` : "")
const some = (items: readonly string[], max: number): string => series(items.slice(0, max))

function planner(content: ContentOf<"planner">, figures: Figures): Pitch {
  const { year, trackers, habits, weekPrompts, months, dates } = content
  const links = figures.count("links")
  return {
    what: `${paged(figures, "PDF planner")} for ${year}${inPapers(figures)}`,
    hooks: [
      ...(figures.pages ? [`${grouped(figures.pages)}-Page PDF`] : []),
      content.weekStart === "monday" ? "Weeks from Monday" : "Weeks from Sunday",
      "Printable and Tablet PDF",
    ],
    inside: [
      `Every day of ${year} has its place: tap from the year to a month, from there to a week, and on to the day.`,
      ...(links ? [`Inside are ${grouped(links)} links, so that you never have to leaf through.`] : []),
      `The trackers are ${series(trackers.map(({ title }) => title))}.`,
      `Each month has a focus of its own: January is for “${lowerFirst(months[0]?.focus ?? "")}”, June for “${lowerFirst(months[5]?.focus ?? "")}”.`,
      `The habit rows come filled in with ${some(
        habits.map((habit) => `“${habit}”`),
        3,
      )}; write your own over them if you like.`,
      ...(dates.length > 4 ? [`It has ${dates.length} fixed dates marked already, among them “${dates[0]?.label ?? ""}”.`] : []),
    ],
    excerpt: weekPrompts.slice(0, 3).map((prompt) => `One of the weekly lines reads: “${prompt}”`),
    use: [
      "Fill in the year page first, then the month you are in.",
      "Plan the week in one sitting, and tick the habits at night.",
      "Print single pages when you want paper on the desk.",
    ],
    needs: "Any PDF reader opens it; for handwriting on a tablet use a notes app that keeps links.",
  }
}

function worksheet(content: ContentOf<"worksheet">, figures: Figures): Pitch {
  const titles = content.sheets.map(({ title }) => title)
  const lists = content.sheets.flatMap(({ blocks }) =>
    blocks.flatMap((block) => (block.type === "checklist" ? block.items.map(({ text }) => text) : [])),
  )
  return {
    what: `${paged(figures, "PDF")} with ${titles.length} worksheets and checklists${inPapers(figures)}`,
    hooks: [`${titles.length} Printable Sheets`, "Checklists and Record Sheets", "Fill-In PDF Pack"],
    inside: [
      `It opens with ${titles[0] ?? ""}, a page that shows which sheet to use first.`,
      `Then come ${some(titles.slice(1), 4)}.`,
      "Each sheet starts on its own page, with a short note on what it is for.",
      `A record sheet and ${titles.at(-1) ?? ""} keep the rest of the year in view.`,
      "The checklists give the reason beside the step, so that you can judge what to skip.",
    ],
    excerpt: lists.slice(0, 3).map((item) => `One line from a checklist: “${item}”`),
    use: [
      "Print the first sheet, mark each area, and print only what you need next.",
      "Use the weekly check again every week.",
      "A pencil is enough.",
    ],
    needs: "Any PDF reader and a home printer will do.",
  }
}

function workbook(content: ContentOf<"workbook">, figures: Figures): Pitch {
  const formulas = figures.count("formulas")
  const sheets = figures.count("sheets")
  const size = sheets ? `${sheets} sheets` : "a summary that updates itself"
  const [main, plan] = content.logs
  return {
    what: `an XLSX workbook for ${content.title.match(/\b\d{4}\b/)?.[0] ?? "the year"} with ${size}${formulas ? ` and ${grouped(formulas)} live formulas` : ""}`,
    hooks: [...(formulas ? [`${grouped(formulas)} Formulas`] : []), "Excel and LibreOffice Template", "XLSX with Monthly Totals"],
    inside: [
      `You write in ${main?.name ?? "the record"}: one row each time, with a date and a choice from a list.`,
      content.lines.some(({ key, warnAbove }) => key === "reached" && warnAbove !== undefined)
        ? "The summary works out the total so far, what is left of the plan, the share used and the year at this pace."
        : "The summary works out the total so far, how far ahead of the plan you are, the share reached and the year at this pace.",
      `It holds ${content.lines.length} lines in all, each worked out from your own rows.`,
      `Breakdowns go ${series(content.breakdowns.map(({ title }) => title.replace(/^.*?\b(?=by )/i, "")))}.`,
      ...(plan ? [`A second sheet, ${plan.name}, holds ${plan.rows.length} tasks with due dates and times.`] : []),
      `${content.settings[2]?.label ?? "The target"} is a setting; change it once and every sheet follows.`,
      "Cells change colour when a figure passes its limit.",
    ],
    excerpt: (main?.rows ?? [])
      .slice(0, 3)
      .map(({ item, category }) => `The sample rows show how it looks in use, for example “${String(item)}” under ${String(category)}.`),
    use: [
      "Read the sample rows, set your own figures, then clear the samples.",
      "Add rows as things happen; the totals follow.",
      "Look at the summary once a week.",
    ],
    needs: "It needs LibreOffice Calc, Microsoft Excel or another program that opens XLSX files.",
  }
}

function promptPack(content: ContentOf<"prompt-pack">, figures: Figures): Pitch {
  const prompts = figures.count("prompts") ?? 0
  const groups = content.groups.map(({ title }) => title)
  const titles = content.groups.flatMap((group) => group.prompts.map(({ title }) => lowerFirst(title)))
  return {
    what: `a pack of ${prompts} prompts in ${groups.length} groups, as ${figures.formats || "plain text files"}`,
    hooks: [`${prompts} Templates`, `Pack of ${prompts}`, "Markdown, CSV and JSON"],
    inside: [
      `The groups are ${series(groups)}.`,
      `You will find prompts to ${some(
        titles.slice(0, 9).filter((_, at) => at % 3 === 0),
        3,
      )}.`,
      "Every prompt says what the assistant should do, what it needs from you and which form the answer takes.",
      `All ${content.placeholders.length} placeholders are explained, with an example each.`,
      "Each comes with a check, so that you notice when an answer is wrong.",
      "A follow-up line takes the first answer one step further.",
    ],
    excerpt: content.groups
      .slice(0, 3)
      .map(
        ({ prompts: [first] }) =>
          `One check reads: “${(first?.expect.split(" Check: ")[1] ?? first?.expect ?? "").replace(/^./, (letter) => letter.toUpperCase())}”`,
      ),
    use: [
      "Choose the group that fits the job, copy a prompt and fill in the braces.",
      "Read the answer against its check before you use it.",
      "Send the follow-up in the same chat.",
    ],
    needs: "The files are plain text and work with ChatGPT, Claude, Gemini or any other chat assistant, which is not included.",
  }
}

function guide(content: ContentOf<"guide">, figures: Figures): Pitch {
  const chapters = content.chapters.map(({ title }) => title)
  const thousand = figures.words ? Math.floor(figures.words / 100) * 100 : 0
  const size = thousand >= 1000 ? `, more than ${grouped(thousand)} words long` : ""
  return {
    what: `a short book of ${chapters.length} chapters as EPUB and PDF${size}`,
    hooks: [`${chapters.length} Chapters, EPUB and PDF`, "Ebook with Exercises", "Step-by-Step Ebook"],
    inside: [
      `Working chapters include ${some(chapters.slice(1, -1), 4)}.`,
      "Each has steps to follow, the mistakes that cost most, and an exercise to do on paper.",
      ...(content.glossary.length > 3
        ? [
            `The glossary explains ${content.glossary.length} terms, among them ${some(
              content.glossary.map(({ term }) => lowerFirst(term)),
              3,
            )}.`,
          ]
        : []),
      ...(content.checklist.length > 3 ? [`A checklist of ${content.checklist.length} lines at the end sums up the work.`] : []),
      `The last chapter, ${chapters.at(-1) ?? ""}, has a focus for every month of the year.`,
    ],
    excerpt: content.chapters.slice(1, 4).map(({ keyPoints }) => `One of its key points: “${keyPoints[0] ?? ""}”`),
    use: [
      "Read one chapter at a time and do its exercise before the next.",
      "Start with the chapter that is most urgent.",
      "Keep the checklist where you work.",
    ],
    needs: "The EPUB opens on e-readers and phones, the PDF in any PDF reader.",
  }
}

function printable(content: ContentOf<"printable">, figures: Figures): Pitch {
  const pieces = figures.count("artworks") ?? content.pieces.length
  const words = content.pieces.flatMap(({ words: motto }) => (motto ? [motto] : []))
  const drawn = content.pieces.filter(({ motif }) => motif !== "typographic").map(({ title }) => title)
  return {
    what: `a set of ${pieces} art prints to print at home or in a shop${inPapers(figures)}`,
    hooks: [`Set of ${pieces} Prints`, "Printable Set, SVG, PNG and PDF", "Digital Poster Set"],
    inside: [
      `Of these, ${words.length} carry words, such as “${words[0] ?? ""}”.`,
      ...(drawn.length > 1
        ? [
            `The others are drawn shapes: ${some(
              drawn.map((title) => title.toLowerCase()),
              4,
            )}.`,
          ]
        : []),
      `${content.subtitle.replace(/^A set of \d+ prints in/, "All of them share one palette:")}.`,
      "They hang well alone, in pairs, or as one wall.",
      "Every print comes as a vector file, an image and a page ready to print.",
    ],
    excerpt: words.slice(1, 4).map((motto) => `Another one says: “${motto}”`),
    use: [
      "Pick the size, print on heavy matt paper, and trim at the edge.",
      "Pair one print with words and one without.",
      "Frames of any brand fit, since the sizes are standard.",
    ],
    needs: "Any image viewer or PDF reader opens the files; nothing physical is sent.",
  }
}

export function pitchOf(content: Content, figures: Figures): Pitch {
  switch (content.kind) {
    case "planner":
      return planner(content, figures)
    case "worksheet":
      return worksheet(content, figures)
    case "workbook":
      return workbook(content, figures)
    case "prompt-pack":
      return promptPack(content, figures)
    case "guide":
      return guide(content, figures)
    case "printable":
      return printable(content, figures)
  }
}

export const kindName: Record<GoodKind, string> = {
  planner: "planner",
  worksheet: "worksheet pack",
  workbook: "workbook",
  "prompt-pack": "prompt pack",
  guide: "guide",
  printable: "print set",
}
