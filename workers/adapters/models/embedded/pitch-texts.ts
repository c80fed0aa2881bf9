import type { ContentOf } from "#schemas/content/index.ts"
import type { Random } from "#workers/lib/random.ts"
import { lowerFirst, series, upperFirst } from "#workers/lib/text.ts"
import { grouped, type Figures } from "./figures.ts"
import { quoted, quotedEnd, say, some, type Pitch } from "./pitch.ts"

export function workbookPitch(content: ContentOf<"workbook">, figures: Figures, random: Random): Pitch {
  const [formulas, sheets, charts] = [figures.count("formulas"), figures.count("sheets"), figures.count("charts")]
  const size = sheets ? `${sheets} sheets` : "a summary that updates itself"
  const [main, plan] = content.logs
  const record = main?.name ?? "the record"
  const most = content.lines.some(({ key, warnAbove }) => key === "reached" && warnAbove !== undefined)
  const result = most
    ? "the total so far, what is left of the plan, the share used and the year at this pace"
    : "the total so far, how far ahead of the plan you are, the share reached and the year at this pace"
  const by = series(content.breakdowns.map(({ title }) => title.replace(/^.*?\b(?=by )/i, "")))
  const target = content.settings[2]?.label ?? "The target"
  const lines = say(random)
  return {
    what: `an XLSX workbook for ${content.title.match(/\b\d{4}\b/)?.[0] ?? "the year"} with ${size}${formulas ? ` and ${grouped(formulas)} live formulas` : ""}`,
    hooks: [...(formulas ? [`${grouped(formulas)} Formulas`] : []), "Excel and LibreOffice Template", "XLSX with Monthly Totals"],
    inside: lines(
      [
        `You write in ${record}: one row each time, with a date and a choice from a list.`,
        `Everything starts on the sheet ${record}, where each entry is one row.`,
        `The sheet ${record} takes your entries; lists to choose from keep them tidy.`,
      ],
      [`The summary works out ${result}.`, `On the summary you see ${result}.`, `The first figures on the summary are ${result}.`],
      [
        `It holds ${content.lines.length} lines in all, each worked out from your own rows.`,
        `All ${content.lines.length} lines of the summary follow your rows without a click.`,
        `Nothing on the summary is typed by hand: all ${content.lines.length} lines are formulas.`,
      ],
      [`Breakdowns go ${by}.`, `You can read the same figures ${by}.`, `Short tables split the figures ${by}.`],
      plan !== undefined && [
        `A second sheet, ${plan.name}, holds ${plan.rows.length} tasks with due dates and times.`,
        `The sheet ${plan.name} comes with ${plan.rows.length} tasks, each with a date and an area.`,
        `On the sheet ${plan.name} you find ${plan.rows.length} tasks to start from.`,
      ],
      [
        `${quoted(target)} is a setting; change it once and every sheet follows.`,
        `Set ${quoted(target)} to your own figure, and the whole file adjusts.`,
        `Your own limit goes into one cell, ${quoted(target)}.`,
      ],
      [
        charts
          ? `Cells change colour when a figure passes its limit, and ${charts} charts draw the breakdowns.`
          : "Cells change colour when a figure passes its limit.",
        charts
          ? `You get ${charts} charts, and a cell changes colour when a limit is passed.`
          : "A cell changes colour when a limit is passed.",
      ],
    ),
    excerpt: random
      .sample(main?.rows ?? [], 3)
      .map(({ item, category }) =>
        random.pick([
          `The sample rows show it in use, for example ${quoted(String(item))} under ${String(category)}.`,
          `A sample row reads ${quoted(String(item))}, filed under ${String(category)}.`,
          `Sample rows such as ${quoted(String(item))}, under ${String(category)}, show what goes where.`,
        ]),
      ),
    use: lines(
      [
        "Read the sample rows, set your own figures, then clear the samples.",
        "Leave the sample rows in for a day, change a figure, and watch what follows.",
        "Start on the settings sheet and clear the samples when you are ready.",
      ],
      [
        "Add rows as things happen; the totals follow.",
        "Enter things on the day they happen.",
        "Two minutes a day keep the rows complete.",
      ],
      ["Look at the summary once a week.", "Read the summary every Sunday.", "Once a week, look at the summary and nothing else."],
    ),
    needs: random.pick([
      "It needs LibreOffice Calc, Microsoft Excel or another program that opens XLSX files.",
      "LibreOffice Calc, Microsoft Excel and other programs that read XLSX open it.",
      "You need a program for XLSX files, such as LibreOffice Calc or Microsoft Excel.",
    ]),
  }
}

export function promptPackPitch(content: ContentOf<"prompt-pack">, figures: Figures, random: Random): Pitch {
  const prompts = figures.count("prompts") ?? 0
  const groups = content.groups.map(({ title }) => title)
  const titles = content.groups.flatMap((group) => group.prompts.map(({ title }) => lowerFirst(title)))
  const all = content.groups.flatMap((group) => group.prompts)
  const lines = say(random)
  const three = some(random.sample(titles, 3), 3)
  return {
    what: `a pack of ${prompts} prompts in ${groups.length} groups${figures.formats ? `, as ${figures.formats}` : ""}`,
    hooks: [`${prompts} Templates`, `Pack of ${prompts}`, "Markdown, CSV and JSON"],
    inside: lines(
      [
        `The groups are ${series(groups)}.`,
        `They are sorted into ${series(groups)}.`,
        `You find them under these headings: ${series(groups)}.`,
      ],
      [`You will find prompts to ${three}.`, `Among the jobs they do: ${three}.`, `Use them to ${three}, for example.`],
      [
        "Every prompt says what the assistant should do, what it needs from you and which form the answer takes.",
        "A prompt here is a full request: the job, your facts, the form of the answer.",
        "Each prompt names the job, asks for your facts and fixes the form of the answer.",
      ],
      [
        `All ${content.placeholders.length} placeholders are explained, with an example each.`,
        `A table explains the ${content.placeholders.length} placeholders, each with an example.`,
        `What goes into the ${content.placeholders.length} placeholders is shown by example.`,
      ],
      [
        "Each comes with a check, so that you notice when an answer is wrong.",
        "Beside each prompt stands a check, because assistants can be wrong.",
        "You also get a check for each answer, so that mistakes do not slip through.",
      ],
      [
        "A follow-up line takes the first answer one step further.",
        "When the first answer is close but not right, a follow-up line helps.",
        "For every prompt there is a second line to send after the first answer.",
      ],
    ),
    excerpt: random
      .sample(all, 3)
      .map(
        ({ expect }) =>
          `${random.pick(["One check reads:", "A check from the pack:", "To show what a check looks like:"])} ${quotedEnd(upperFirst(expect.split(" Check: ")[1] ?? expect))}`,
      ),
    use: lines(
      [
        "Choose the group that fits the job, copy a prompt and fill in the braces.",
        "Copy a prompt into your assistant and replace what stands in double braces.",
        "Pick one prompt for a job you have today.",
      ],
      [
        "Read the answer against its check before you use it.",
        "Hold the answer against the check before anyone else sees it.",
        "Check the answer, then use it.",
      ],
      [
        "Send the follow-up in the same chat.",
        "If it is nearly right, send the follow-up.",
        "Keep the versions that worked; they are yours to edit.",
      ],
    ),
    needs: random.pick([
      "The files are plain text and work with ChatGPT, Claude, Gemini or any other chat assistant, which is not included.",
      "You need a chat assistant such as ChatGPT, Claude or Gemini, which is not included; the files are plain text.",
      "Any chat assistant will do, ChatGPT, Claude and Gemini among them; none is included.",
    ]),
  }
}

export function guidePitch(content: ContentOf<"guide">, figures: Figures, random: Random): Pitch {
  const chapters = content.chapters.map(({ title }) => title)
  const round = figures.words ? Math.floor(figures.words / 100) * 100 : 0
  const terms = some(
    random.sample(
      content.glossary.map(({ term }) => lowerFirst(term)),
      3,
    ),
    3,
  )
  const some4 = some(chapters.slice(1, -1), 4)
  const last = chapters.at(-1) ?? ""
  const lines = say(random)
  return {
    what: `a short book of ${chapters.length} chapters as EPUB and PDF${round >= 1000 ? `, more than ${grouped(round)} words long` : ""}`,
    hooks: [`${chapters.length} Chapters, EPUB and PDF`, "Ebook with Exercises", "Step-by-Step Ebook"],
    inside: lines(
      [`Working chapters include ${some4}.`, `You read about ${some4}.`, `The middle chapters are about the daily work: ${some4}.`],
      [
        "Each has steps to follow, the mistakes that cost most, and an exercise to do on paper.",
        "Steps, common mistakes and an exercise belong to each of them.",
        "In each you find what to do, where it goes wrong, and something to try on paper.",
      ],
      content.glossary.length > 3 && [
        `The glossary explains ${content.glossary.length} terms, among them ${terms}.`,
        `If ${terms} are new to you, the glossary of ${content.glossary.length} terms helps.`,
        `A glossary of ${content.glossary.length} terms covers words such as ${terms}.`,
      ],
      content.checklist.length > 3 && [
        `A checklist of ${content.checklist.length} lines at the end sums up the work.`,
        `The whole of it fits on a checklist of ${content.checklist.length} lines.`,
        `At the end stands a checklist of ${content.checklist.length} lines to copy.`,
      ],
      [
        `The last chapter, ${last}, has a focus for every month of the year.`,
        `${last} closes the book with one thing to look after each month.`,
        `It ends with ${last}, a plan for the months after the first read.`,
      ],
    ),
    excerpt: random
      .sample(content.chapters.slice(1, -1), 3)
      .map(({ keyPoints }) =>
        random.pick([
          `One of its key points: ${quotedEnd(keyPoints[0] ?? "")}`,
          `A sentence to take away: ${quotedEnd(keyPoints[1] ?? "")}`,
          `From the key points of one chapter: ${quotedEnd(keyPoints[0] ?? "")}`,
        ]),
      ),
    use: lines(
      [
        "Read one chapter at a time and do its exercise before the next.",
        "Give each chapter a day of its own.",
        "Read with a pencil and do the exercises as they come.",
      ],
      [
        "Start with the chapter that is most urgent.",
        "The order is a suggestion; begin where it hurts.",
        "If one chapter answers a question you have today, start there.",
      ],
      ["Keep the checklist where you work.", "Copy the checklist and hang it up.", "Come back to the key points after a month."],
    ),
    needs: random.pick([
      "The EPUB opens on e-readers and phones, the PDF in any PDF reader.",
      "Read the EPUB on an e-reader or phone, or the PDF on anything else.",
      "Any e-reader takes the EPUB, and any PDF reader the PDF.",
    ]),
  }
}
