import type { GuideContent } from "#schemas/content/guide.ts"
import type { Topic } from "#schemas/topic.ts"
import { clip, lowerFirst, sentence, sentencesOf, series } from "#workers/lib/text.ts"
import type { Frame } from "./frame.ts"
import type { Quotes } from "./passages.ts"
import type { Phrases } from "./voice.ts"

type Area = Topic["areas"][number]
type Chapter = GuideContent["chapters"][number]
type Section = Chapter["sections"][number]
type Place = { framed: Frame; say: Phrases; quotes: Quotes; previous: Area | undefined }

/** The step and, where both fit on one card, its reason. */
const step = ({ text, why }: Area["tasks"][number]): string => {
  const whole = why ? `${sentence(text)} ${sentence(why)}` : sentence(text)
  return whole.length <= 260 ? whole : sentence(text)
}

const inWords = ["", "one hour", "two hours", "three hours", "four hours", "five hours", "six hours"]

/** `95` → `an hour and a half`: nobody plans by the quarter of an hour. */
function duration(minutes: number): string {
  if (minutes < 75) return minutes > 50 ? "an hour" : `${Math.round(minutes / 5) * 5} minutes`
  if (minutes < 105) return "an hour and a half"
  const half = Math.round(minutes / 30) / 2
  const whole = inWords[Math.floor(half)] ?? `${Math.floor(half)} hours`
  return half % 1 === 0 ? whole : whole.replace(" hours", " and a half hours")
}

function work({ tasks }: Area, { say, framed }: Place): Section {
  const timed = tasks.filter(({ minutes }) => minutes !== undefined)
  const minutes = timed.reduce((sum, task) => sum + (task.minutes ?? 0), 0)
  const time = timed.length === tasks.length && minutes > 20 ? say.once("time").replace("{time}", duration(minutes)) : ""
  const quick = tasks.find((task) => (task.minutes ?? 99) <= 10)
  const pace = quick ? say.once("pace") : ""
  const text = [say.once("steps"), time, pace && quick ? `${pace} ${lowerFirst(sentence(quick.text))}` : ""].filter(Boolean).join(" ")
  return {
    heading: framed.random.pick(["What to do", "The work, step by step", "Steps", "Do it in this order", "From start to finish"]),
    paragraphs: [text.length >= 40 ? text : `${text} Begin here: ${lowerFirst(sentence(tasks[0]?.text ?? "the first one"))}`.trim()],
    steps: tasks.slice(0, 10).map(step),
  }
}

const ordinals = ["The first is", "Another is", "Then there is", "A last one is", "And there is"]

function slips({ mistakes }: Area, { say, framed }: Place): Section {
  const told = mistakes.map(({ mistake, instead }, at) => {
    const named = /^[A-Z][a-z]+ing\b/.test(mistake) ? `${ordinals[at] ?? "One is"} ${lowerFirst(sentence(mistake))}` : sentence(mistake)
    return `${named} ${say.turn("instead")} ${lowerFirst(sentence(instead))}`
  })
  return {
    heading: framed.random.pick(["Where it goes wrong", "Mistakes to avoid", "What trips people up", "Common slips"]),
    paragraphs: [clip(`${say.once("slips")} ${told[0] ?? ""}`.trim(), 1200), ...told.slice(1)],
  }
}

function words({ terms }: Area, { say, framed }: Place): Section {
  const fits = terms.every(({ term, meaning }) => term.length <= 120 && meaning.length <= 120)
  const lead = say.once("terms") || "Some words of this chapter, with what they mean here."
  const heading = framed.random.pick(["Words to know", "Terms", "In other words", "The right words"])
  if (fits)
    return {
      heading,
      paragraphs: [lead],
      table: { columns: ["Term", "Meaning"], rows: terms.map(({ term, meaning }) => [term, meaning]) },
    }
  const prose = terms.map(({ term, meaning }) => `${term}: ${lowerFirst(sentence(meaning))}`)
  return { heading, paragraphs: [clip(`${lead} ${prose.join(" ")}`, 1200)] }
}

function assistant({ jobs }: Area, { say }: Place): Section | undefined {
  const [job] = jobs
  const lead = job ? say.once("help") : ""
  if (!job || !lead) return undefined
  const text = `${lead} ${sentence(job.ask)} Give it your ${series(job.inputs.map(lowerFirst))}.`
  return {
    heading: "Where an assistant helps",
    paragraphs: [text],
    tip: clip(`Check before you rely on it: ${lowerFirst(job.check)}`, 300),
  }
}

/** The area's own text opens the chapter, with a bridge from the one before. */
function opening(area: Area, { previous, say, framed }: Place): string {
  const bridge = previous && framed.random.next() < 0.6 ? say.once("bridge").replace("{previous}", previous.name) : ""
  return clip(`${area.about} ${bridge}`.trim(), 900)
}

function cited(area: Area, { quotes }: Place): string[] {
  const quote = quotes.best(`${area.name} ${area.about}`)
  return quote ? [`${quote.title} puts it this way: “${quote.sentence}” [${quote.number}]`] : []
}

/** One chapter from one area: its text, the steps, the mistakes, the words and an exercise from its questions. */
export function areaChapter(area: Area, place: Place): Chapter {
  const steps = work(area, place)
  const asks = place.say.once("asks") || "Answer in writing."
  const help = place.framed.random.next() < 0.6 ? assistant(area, place) : undefined
  const sections = [{ ...steps, paragraphs: [...steps.paragraphs, ...cited(area, place)] }, slips(area, place), words(area, place)]
  const points = [...area.tasks.slice(0, 3).map(({ text }) => sentence(text)), sentence(area.mistakes[0]?.instead ?? "")]
  return {
    title: area.name,
    opening: opening(area, place),
    sections: help ? [...sections, help] : sections,
    keyPoints: points.filter((point) => point.length > 2 && point.length <= 200),
    exercise: { title: "On paper", steps: [clip(asks, 220), ...area.questions.slice(0, 6)] },
  }
}

/** First sentences of the areas, for an overview. */
export const gist = (area: Area): string => clip(sentencesOf(area.about)[0] ?? area.about, 120)
