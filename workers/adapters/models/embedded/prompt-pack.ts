import type { ContentOf } from "#schemas/content/index.ts"
import type { PromptPackContent } from "#schemas/content/prompt-pack.ts"
import type { Topic } from "#schemas/topic.ts"
import { clip, lowerFirst, sentence, sentencesOf, series, upperFirst } from "#workers/lib/text.ts"
import type { PromptInput } from "../model.ts"
import { frame, nameOf, promiseOf, type Frame, type Knowledge } from "./frame.ts"

type Job = Topic["areas"][number]["jobs"][number]
type Placeholder = PromptPackContent["placeholders"][number]
type Prompt = PromptPackContent["groups"][number]["prompts"][number]

/** The schema allows 24; three are the same in every pack. */
const ownPlaceholders = 21

const slug = (input: string): string => {
  const words = input
    .toLowerCase()
    .normalize("NFKD")
    .replace(/[^a-z0-9]+/g, "_")
    .replace(/^[\d_]+|_+$/g, "")
  const short = words.length <= 31 ? words : words.slice(0, 32).replace(/_[^_]*$/, "")
  return short.slice(0, 31).replace(/_(?:a|an|the|and|or|of|to|for|with|in|on)$/, "")
}

function common({ audience, subject, topic }: Frame): Placeholder[] {
  return [
    {
      name: "situation",
      meaning: "Two or three sentences about where you stand",
      example: clip(`I am one of many ${audience} and new to ${subject}`, 140),
    },
    { name: "goal", meaning: "What should be true afterwards", example: clip(upperFirst(topic.outcomes[0] ?? ""), 140) },
    {
      name: "limits",
      meaning: "What must not happen, and how much time or money there is",
      example: "Two hours this week, no new software",
    },
  ]
}

/** First inputs first, so that every prompt gets a place of its own before any gets a second. */
function declare(jobs: readonly Job[]): Map<string, string> {
  const names = new Map<string, string>()
  const taken = new Set(["situation", "goal", "limits"])
  for (const round of [0, 1, 2, 3, 4]) {
    for (const input of jobs.flatMap(({ inputs }) => inputs[round] ?? [])) {
      const name = slug(input)
      if (names.size >= ownPlaceholders || names.has(input) || name.length < 2 || taken.has(name) || taken.has(name.replace(/s$/, "")))
        continue
      names.set(input, name)
      taken.add(name)
    }
  }
  return names
}

const shapes: { shape: string; expect: string; followUp: string }[] = [
  {
    shape: "Answer as a table with one row for each point and a last column called Next step.",
    expect: "A table you can copy into a sheet, with a next step in every row.",
    followUp: "Now sort the table by what I should do first, and say why the first row comes first.",
  },
  {
    shape: "Answer as a numbered list in the order in which I should act. Put the time each point takes in brackets.",
    expect: "A numbered list with times, short enough to follow the same day.",
    followUp: "I have half the time. Which points would you drop, and what does that cost me?",
  },
  {
    shape: "Give two versions: a careful one and a bold one. Say in one line when each is the better choice.",
    expect: "Two versions side by side and one line on when to use which.",
    followUp: "Take the opening of the first version and the ending of the second, and even out the tone.",
  },
  {
    shape:
      "Before you answer, ask me up to three questions if anything important is missing. Then answer in short paragraphs with headings.",
    expect: "Up to three questions, then an answer under clear headings.",
    followUp: "Which of your statements rest on a guess? Mark them and say how I could check each.",
  },
  {
    shape: "Write the result so that I can use it as it stands. Below it, list what you assumed.",
    expect: "A finished text and, under it, the list of assumptions.",
    followUp: "Assumption by assumption: ask me what is true, then correct the text.",
  },
  {
    shape: "Show your working step by step, then give the result in one sentence at the end.",
    expect: "The working in steps and one sentence that sums it up.",
    followUp: "Repeat it with figures ten percent worse, and tell me what changes.",
  },
]

const roles = [
  (subject: string) => `Act as an experienced adviser in ${subject} who explains things plainly.`,
  (subject: string) => `You help me with ${subject}. Be concrete and leave out general advice.`,
  (subject: string) => `Work like a patient editor who knows ${subject} well.`,
  (subject: string) => `Take the part of a colleague who has done ${subject} for years and checks every figure.`,
]

function write(job: Job, names: Map<string, string>, framed: Frame, at: number, turn: number): Prompt {
  const { subject, audience } = framed
  const { shape, expect, followUp } = shapes[at % shapes.length] ?? { shape: "", expect: "", followUp: "" }
  const placed = job.inputs.filter((input) => names.has(input))
  const rest = job.inputs.filter((input) => !names.has(input))
  const facts = placed.map((input) => `- ${upperFirst(input)}: {{${names.get(input) ?? ""}}}`)
  const context = at % 2 === 0 ? "- My situation: {{situation}}" : "- What I want: {{goal}}"
  const more =
    rest.length === 0 ? [] : [`If I have not told you my ${series(rest.map((input) => lowerFirst(input).replace(/^my /, "")))}, ask first.`]
  const limits = at % 3 === 0 ? ["Keep within these limits: {{limits}}."] : []
  const role = (roles[(at + turn) % roles.length] ?? roles[0])?.(subject) ?? ""
  const lines = [
    role,
    "",
    sentence(job.ask),
    "",
    "What you need to know:",
    `- Who it is for: ${audience}`,
    context,
    ...facts,
    "",
    ...more,
    ...limits,
  ]
  return {
    title: job.title,
    use: clip(`Use it when you want to ${lowerFirst(job.title)}.`, 200),
    prompt: [...lines, shape, "Use only what I have given you. If something is missing, say so and do not invent it."].join("\n"),
    expect: clip(`${expect} Check: ${lowerFirst(job.check)}`, 240),
    followUp,
  }
}

/** Three jobs an area at least; the seed decides which of them come and in which shape. */
export function composePromptPack(
  knowledge: Knowledge,
  { brief, variation }: PromptInput<"content.prompt-pack">,
): ContentOf<"prompt-pack"> {
  const framed = frame(knowledge, brief, variation)
  const { topic, areas, random, subject, audience } = framed
  const chosen = areas.map((area) => ({ area, jobs: area.jobs.slice(0, 6) }))
  const names = declare(chosen.flatMap(({ jobs }) => jobs))
  const turn = random.int(0, 3)
  let at = random.int(0, 5)
  const groups = chosen.map(({ area, jobs }) => ({
    title: area.name,
    about: clip(sentencesOf(area.about)[0] ?? area.about, 240),
    prompts: jobs.map((job) => write(job, names, framed, at++, turn)),
  }))
  const used = new Set(
    groups.flatMap(({ prompts }) => prompts.flatMap(({ prompt }) => [...prompt.matchAll(/\{\{(\w+)\}\}/g)].map(([, name]) => name))),
  )
  const own = [...names].map(([input, name]) => ({ name, meaning: clip(upperFirst(input), 140), example: example(input) }))
  const count = groups.reduce((sum, { prompts }) => sum + prompts.length, 0)
  return {
    kind: "prompt-pack",
    title: nameOf(framed),
    subtitle: promiseOf(random.pick(topic.outcomes)),
    intro: clip(
      `This pack holds ${count} prompts on ${subject} for ${audience}, in ${groups.length} groups. Each one says what the assistant should do, what it needs from you, ` +
        "which form the answer takes and how to check it. They are plain text and work in any chat assistant.",
      600,
    ),
    howTo: [
      "Pick the group that fits the job in front of you. The order of the groups is the order of the work.",
      "Copy a prompt and replace everything in double braces. Leave a line out if it does not apply.",
      "Take names, account numbers and other private details out before you paste anything.",
      "Read the answer against the check given with the prompt. An assistant can be wrong in a confident voice.",
      "Send the follow-up in the same chat: it improves the first answer instead of starting again.",
    ],
    placeholders: [...common(framed), ...own].filter(({ name }) => used.has(name)),
    groups,
  }
}

const examples: [RegExp, string][] = [
  [
    /\b(?:texts?|lists?|notes|lines|table|brief|transcript|draft|export|description|descriptions|plan|log)\b/i,
    "Copy it in as it is; order and typing errors do not matter",
  ],
  [/\b(?:country|where you live)\b/i, "Ireland"],
  [/\b(?:dates?|deadline|by when|due)\b/i, "Friday 14 May"],
  [/\b(?:hours|minutes|time)\b/i, "45 minutes on weekdays, two hours on Sunday"],
  [/\b(?:income|salary)\b/i, "2,450 a month after tax"],
  [/\b(?:prices?|cost|costs|rate|fee|amount|budget|balance|savings?|minimum)\b/i, "480 a month, of which 120 is fixed"],
  [/\b(?:names?|client|customer)\b/i, "Mrs Okafor, a client since last spring"],
  [/\b(?:goal|target|aim)\b/i, "Finished by the end of June, without weekend work"],
  [/\b(?:level|experience|skill)\b/i, "Six months in, comfortable with the basics"],
  [/\b(?:number|how many|share|people|size)\b/i, "Four"],
  [/\b(?:tone|style|voice)\b/i, "Friendly and short, without jokes"],
]

/** Says what to paste, in the words of the input itself. */
function example(input: string): string {
  const known = examples.find(([words]) => words.test(input))
  return known ? known[1] : clip(`In your own words: ${lowerFirst(input)}`, 140)
}
