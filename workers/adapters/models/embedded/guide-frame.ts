import type { GuideContent } from "#schemas/content/guide.ts"
import { clip, lowerFirst, sentence, upperFirst } from "#workers/lib/text.ts"
import type { Frame } from "./frame.ts"
import { gist } from "./guide-chapter.ts"

type Chapter = GuideContent["chapters"][number]
const months = "January February March April May June July August September October November December".split(" ")

/** Where the reader stands: what the book does, an overview of the chapters, and a first set of questions. */
export function firstChapter({ topic, areas, subject, audience, random }: Frame): Chapter {
  const outcomes = random.sample(topic.outcomes, 4)
  const questions = areas.map(({ questions: all }) => random.pick(all))
  return {
    title: "Before You Begin",
    opening: clip(
      `This is a working book about ${subject}, written for ${audience}. It is short on theory and long on steps, because most of what helps here is ordinary work done in a sensible order. ` +
        "Read one chapter at a time, do its exercise, and leave the next one for another day.",
      900,
    ),
    sections: [
      {
        heading: "What you will be able to do",
        paragraphs: ["Here is what a reader who does the exercises can expect. None of it needs talent, and all of it needs a calendar."],
        steps: outcomes.map((outcome) => sentence(upperFirst(outcome))),
      },
      {
        heading: "The chapters ahead",
        paragraphs: [
          "Each chapter stands by itself, so begin with the one that is most urgent. If nothing is urgent, keep the order of the book.",
        ],
        table: { columns: ["Chapter", "In one sentence"], rows: areas.map((area) => [area.name, gist(area)]) },
      },
    ],
    keyPoints: [
      "One chapter, one exercise, one day.",
      "Begin with what is urgent; otherwise follow the order.",
      "Write your answers down and date them.",
    ],
    exercise: { title: "Where you stand", steps: ["Answer these before you read on, and keep the page.", ...questions.slice(0, 6)] },
  }
}

/** How to keep it up: a small set of habits, a weekly review, and one focus for each month. */
export function lastChapter({ topic, random, subject }: Frame): Chapter {
  const habits = random.sample(topic.habits, 5)
  return {
    title: "Keeping It Up",
    opening: clip(
      `Knowing the steps is the smaller half of ${subject}; the larger half is doing them in ordinary weeks. A few habits, one review a week and one focus a month are enough to keep everything from the earlier chapters alive.`,
      900,
    ),
    sections: [
      {
        heading: "Small habits",
        paragraphs: [
          "Choose two of these and do them for a month before you add a third. A habit that takes longer than five minutes is a project; break it up.",
        ],
        steps: habits.map((habit) => sentence(habit)),
      },
      {
        heading: "Fifteen minutes a week",
        paragraphs: ["Set one fixed time and answer the same questions every week. The answers become useful when you can compare them."],
        steps: topic.review.slice(0, 6).map((question) => upperFirst(question)),
        tip: `When a week is too full, answer only this one: ${lowerFirst(topic.review[0] ?? "what comes next?")}`,
      },
      {
        heading: "A year, month by month",
        paragraphs: ["The table gives every month one thing to look after. Move a line when your year runs differently."],
        table: { columns: ["Month", "Focus"], rows: topic.months.map(({ focus }, at) => [months[at] ?? "", focus]) },
      },
    ],
    keyPoints: ["Two habits at a time.", "The same questions, every week.", "One focus a month."],
  }
}
