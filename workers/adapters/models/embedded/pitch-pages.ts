import type { ContentOf } from "#schemas/content/index.ts"
import type { Random } from "#workers/lib/random.ts"
import { lowerFirst, series } from "#workers/lib/text.ts"
import { grouped, type Figures } from "./figures.ts"
import { inPapers, paged, quoted, quotedEnd, say, some, type Pitch } from "./pitch.ts"

export function plannerPitch(content: ContentOf<"planner">, figures: Figures, random: Random): Pitch {
  const { year, trackers, habits, weekPrompts, months, dates, weekReview } = content
  const links = figures.count("links")
  const lines = say(random)
  const [first, sixth] = [lowerFirst(months[0]?.focus ?? ""), lowerFirst(months[5]?.focus ?? "")]
  const names = series(trackers.map(({ title }) => title))
  const ticks = some(habits.map(quoted), 3)
  const marked = quoted(random.sample(dates, 1)[0]?.label ?? "")
  return {
    what: `${paged(figures, "PDF planner")} for ${year}${inPapers(figures)}`,
    hooks: [
      ...(figures.pages ? [`${grouped(figures.pages)}-Page PDF`] : []),
      content.weekStart === "monday" ? "Weeks from Monday" : "Weeks from Sunday",
      "Printable and Tablet PDF",
    ],
    inside: lines(
      [
        `Every day of ${year} has its place: tap from the year to a month, then to a week, and on to the day.`,
        `Year, months, weeks and days of ${year} are linked, so a tap brings you to any date.`,
        `You move from the year page to a month, a week or a single day of ${year} with one tap each.`,
      ],
      links !== undefined && [
        `Inside are ${grouped(links)} links, so that you never have to leaf through.`,
        `The file holds ${grouped(links)} links, and every one leads to a page of its own.`,
        `With ${grouped(links)} links you never lose your place.`,
      ],
      [
        `The trackers are ${names}.`,
        `Behind the calendar wait ${trackers.length} trackers: ${names}.`,
        `To keep score there are ${names}.`,
      ],
      [
        `Each month has a focus of its own: January is for ${quoted(first)}, June for ${quoted(sixth)}.`,
        `January opens with ${quoted(first)}; by June the theme is ${quoted(sixth)}.`,
        `A theme stands on each month page, such as ${quoted(first)} in January.`,
      ],
      [
        `The habit rows come filled in with ${ticks}; write your own over them if you like.`,
        `Habits to tick include ${ticks}.`,
        `For the habit rows we suggest ${ticks}.`,
      ],
      [
        `The week ends with ${weekReview.length} questions, always the same ones.`,
        `A weekly review of ${weekReview.length} questions closes every week.`,
        `Every week closes with the same ${weekReview.length} questions, which makes weeks easy to compare.`,
      ],
      dates.length > 4 && [
        `It has ${dates.length} fixed dates marked already, among them ${marked}.`,
        `Look for ${marked} and the other ${dates.length} dates that are printed in.`,
        `We printed ${dates.length} fixed dates into the calendar, for example ${marked}.`,
      ],
    ),
    excerpt: random
      .sample(weekPrompts, 3)
      .map((prompt) =>
        random.pick([
          `One of the weekly lines reads: ${quotedEnd(prompt)}`,
          `A line from one of its weeks: ${quotedEnd(prompt)}`,
          `One week asks for this: ${quotedEnd(prompt)}`,
        ]),
      ),
    use: lines(
      [
        "Fill in the year page first, then the month you are in.",
        "Begin on the year page and answer its questions.",
        "Open the month you are in and write its three fixed points.",
      ],
      [
        "Plan the week in one sitting, and tick the habits at night.",
        "Give the week ten minutes on its first morning.",
        "Tick the habits before you close the book for the day.",
      ],
      [
        "Print single pages when you want paper on the desk.",
        "Use it on a tablet, on paper, or both.",
        "Pages you like can be printed as often as you need them.",
      ],
    ),
    needs: random.pick([
      "Any PDF reader opens it; for handwriting on a tablet use a notes app that keeps links.",
      "A PDF reader is all it needs, and a notes app that keeps links if you write by hand.",
      "It opens in any PDF reader; tablet users need a notes app that keeps links.",
    ]),
  }
}

export function worksheetPitch(content: ContentOf<"worksheet">, figures: Figures, random: Random): Pitch {
  const titles = content.sheets.map(({ title }) => title)
  const lists = content.sheets.flatMap(({ blocks }) =>
    blocks.flatMap((block) => (block.type === "checklist" ? block.items.map(({ text }) => text) : [])),
  )
  const [items, questions] = [figures.count("checklist items"), figures.count("questions")]
  const lines = say(random)
  const [first, last, middle] = [titles[0] ?? "", titles.at(-1) ?? "", some(titles.slice(1), 4)]
  return {
    what: `${paged(figures, "PDF")} with ${titles.length} worksheets and checklists${inPapers(figures)}`,
    hooks: [`${titles.length} Printable Sheets`, "Checklists and Record Sheets", "Fill-In PDF Pack"],
    inside: lines(
      [
        `It opens with ${first}, a page that shows which sheet to use next.`,
        `The first page, ${first}, tells you where to begin.`,
        `You begin with ${first} and see at once which sheet comes next.`,
      ],
      [`Then come ${middle}.`, `Among the sheets are ${middle}.`, `The next pages are called ${middle}.`],
      [
        "Each sheet starts on its own page, with a short note on what it is for.",
        "No sheet runs into another, and each says in two sentences what it is for.",
        "Every sheet stands alone, so you can print one without the rest.",
      ],
      Boolean(items && questions) && [
        `All in all there are ${items} lines to tick and ${questions} questions to answer in writing.`,
        `You get ${items} lines to tick off and ${questions} questions with room for the answers.`,
        `Together the sheets hold ${items} lines to tick and ${questions} questions.`,
      ],
      [
        `A record sheet and ${last} keep the rest of the year in view.`,
        `At the end are a record sheet and ${last}.`,
        `${last} closes the pack, after a record sheet to print again and again.`,
      ],
      [
        "The checklists give the reason beside the step, so that you can judge what to skip.",
        "Where a step needs a reason, the reason stands under it.",
        "Many steps carry a short why, which makes skipping one a decision.",
      ],
    ),
    excerpt: random
      .sample(lists, 3)
      .map((item) =>
        random.pick([
          `One line from a checklist: ${quotedEnd(item)}`,
          `A step you will find inside: ${quotedEnd(item)}`,
          `To give one example of a step: ${quotedEnd(item)}`,
        ]),
      ),
    use: lines(
      [
        "Print the first sheet, mark each area, and print only what you need next.",
        "Start with the first sheet; the lowest mark names the next one.",
        "Read the first sheet on the screen and print the two that matter now.",
      ],
      [
        "Use the weekly check again every week.",
        "Repeat the weekly check; it takes ten minutes.",
        "Keep the filled sheets together and compare them.",
      ],
      ["A pencil is enough.", "A pencil and a quiet quarter of an hour will do.", "Write by hand, and do not mind the mess."],
    ),
    needs: random.pick([
      "Any PDF reader and a home printer will do.",
      "You need a PDF reader, and a printer if you want paper.",
      "It prints on any home printer from any PDF reader.",
    ]),
  }
}

export function printablePitch(content: ContentOf<"printable">, figures: Figures, random: Random): Pitch {
  const pieces = figures.count("artworks") ?? content.pieces.length
  const words = content.pieces.flatMap(({ words: motto }) => (motto ? [motto] : []))
  const drawn = content.pieces.filter(({ motif }) => motif !== "typographic").map(({ title }) => title.toLowerCase())
  const lines = say(random)
  const colours = content.subtitle.replace(/^A set of \d+ prints in /, "")
  return {
    what: `a set of ${pieces} printable artworks${inPapers(figures)}`,
    hooks: [`Set of ${pieces} Artworks`, "Printable Set, SVG, PNG and PDF", "Digital Poster Set"],
    inside: lines(
      [
        `Lettering stands on ${words.length} of them, such as ${quoted(words[0] ?? "")}.`,
        `${quoted(words[0] ?? "")} is one of the ${words.length} prints that carry lettering.`,
        `On ${words.length} of them you read a short line, for example ${quoted(words[0] ?? "")}.`,
      ],
      drawn.length > 1 && [
        `The others are drawn shapes: ${some(drawn, 4)}.`,
        `Beside them hang quiet shapes, among them ${some(drawn, 2)}.`,
        `The rest are pictures without words: ${some(drawn, 3)}.`,
      ],
      [
        `All of them share one palette: ${colours}.`,
        `The colours are ${colours} throughout.`,
        `One palette of ${colours} holds the set together.`,
      ],
      [
        "They hang well alone, in pairs, or as one wall.",
        "Hang one, hang two side by side, or give them a wall.",
        "The set is made to be mixed: any two of them go together.",
      ],
      [
        "Every print comes as a vector file, an image and a page ready to print.",
        "You get each print as a vector drawing, as an image and as a PDF page.",
        "For each print there are three files: vector, image and PDF.",
      ],
    ),
    excerpt: words
      .slice(1, 4)
      .map((motto) =>
        random.pick([
          `Another one says: ${quoted(motto)}.`,
          `You will also find ${quoted(motto)}.`,
          `A favourite of ours: ${quoted(motto)}.`,
        ]),
      ),
    use: lines(
      [
        "Pick the size, print on heavy matt paper, and trim at the edge.",
        "Choose a size and print on the heaviest matt paper your printer takes.",
        "A copy shop prints them in minutes from the PDF.",
      ],
      [
        "Pair one print with words and one without.",
        "Try them on the wall with tape before you frame them.",
        "Start with one print and add the others later.",
      ],
      [
        "Frames of any brand fit, since the sizes are standard.",
        "The sizes are standard, so ready-made frames fit.",
        "Any standard frame will take them.",
      ],
    ),
    needs: random.pick([
      "Any image viewer or PDF reader opens the files; nothing physical is sent.",
      "The files open in any PDF reader or image viewer, and nothing comes by post.",
      "You print them yourself; any PDF reader or image viewer opens the files.",
    ]),
  }
}
