import { upperFirst } from "#workers/lib/text.ts"
import { nameOf, type Frame } from "./frame.ts"
import { quoted, type Pitch } from "./pitch.ts"

export type Claims = { lead: string; aim: string; scope: string }
type Lead = (framed: Frame, pitch: Pitch, outcome: string) => string

export const at = <T>(list: readonly T[], index: number): T => {
  const item = list[index % list.length]
  if (item === undefined) throw new RangeError("An empty list has no item.")
  return item
}

/** Even places name the good, odd ones begin with what it is for. */
const leads: Lead[] = [
  (framed, pitch) => `${nameOf(framed)} is ${pitch.what}. It is made for ${framed.audience}.`,
  (_, pitch, outcome) => `${upperFirst(outcome)}. That is what this file is for: ${pitch.what}.`,
  ({ audience, subject }, pitch) => `One place for ${subject}, made for ${audience}: ${pitch.what}.`,
  ({ subject }, pitch, outcome) =>
    `It is easier to keep up with ${subject} when everything has one place. This is ${pitch.what}, made to help you ${outcome}.`,
]
const aims = [
  (first: string, second: string) => `Use it to ${first}. It also helps you ${second}.`,
  (first: string, second: string) => `With it you can ${first}. A few weeks on, you can ${second}.`,
  (first: string, second: string) => `It is there to help you ${first}. Later it lets you ${second}.`,
  (first: string, second: string) => `Two things it should do for you: ${first}, and ${second}.`,
]
const scopes = [
  (subject: string, one: string, two: string) => `Of all that ${subject} takes, ${one} and ${two} come first here.`,
  (subject: string, one: string, two: string) => `It treats ${subject} as ordinary work and starts with ${one}; ${two} follows.`,
  (subject: string, one: string, two: string) => `It covers ${subject} and gives most room to ${one} and ${two}.`,
  (subject: string, one: string, two: string) => `Where ${subject} gets hard, in ${one} or in ${two}, it goes step by step.`,
]

/** Planners and workbooks ask and count; they do not teach. */
const recordScopes = [
  (subject: string, one: string, two: string) =>
    `Its questions and tasks come from the practice of ${subject}, ${one} and ${two} among them.`,
  (subject: string, one: string, two: string) => `It was made for ${subject} and for nothing else; ${one} and ${two} are two of its areas.`,
  (subject: string, one: string, two: string) => `The areas of ${subject} it keeps in view include ${one} and ${two}.`,
]

/** Prints promise nothing but to hang there. */
const wallLeads: Lead[] = [
  (framed, pitch) => `${nameOf(framed)} is ${pitch.what}. It is made for ${framed.audience}.`,
  ({ audience, subject }, pitch) => `A plain wall is a good place for ${subject}. For ${audience}, this is ${pitch.what}.`,
  ({ audience, subject }, pitch) => `For the wall beside the desk: ${pitch.what} on ${subject}, made for ${audience}.`,
  ({ audience, subject }, pitch) => `Words and shapes for days of ${subject}, made for ${audience}: ${pitch.what}.`,
]
const wallAims = [
  "Hang them where you will see them before you begin. A short line read every day does more than a long one read once.",
  "They are calm enough for a bedroom and clear enough to read from across the room.",
  "None of them shouts. They give a room a subject, and a visitor something to ask about.",
  "They make a present that needs no posting: print them, roll them, tie a string round them.",
]
const wallScopes = [
  (subject: string) => `The set keeps to ${subject}, in words that people of the trade would use.`,
  (subject: string) => `Lines about ${subject} take turns with quiet shapes.`,
  (subject: string) => `Its theme is ${subject}, said briefly.`,
  (subject: string) => `Everything in it is about ${subject}, and nothing needs explaining.`,
]

/** An outcome with a figure could be read as a claim about the file. */
const counted = /\d|\b(?:eleven|twelve|\w+teen|\w+ty)\s+(?:prompts|pages|sheets|chapters|words|files|trackers|links|artworks)\b/

const plainOutcomes = ({ topic }: Frame): string[] => {
  const plain = topic.outcomes.filter((outcome) => !counted.test(outcome))
  return plain.length >= 3 ? plain : topic.outcomes
}

/** What the listing says the good is for, in the words of its topic; even angles open with the good, odd ones with its use. */
export function claimsOf(framed: Frame, pitch: Pitch, angle: number): Claims {
  const { random, subject, kind, areas } = framed
  const place = (angle % 2) + 2 * random.int(0, 1)
  if (kind === "printable")
    return { lead: at(wallLeads, place)(framed, pitch, ""), aim: random.pick(wallAims), scope: random.pick(wallScopes)(subject) }
  const [first = "", second = "", third = ""] = random.sample(plainOutcomes(framed), 3)
  const [one, two] = areas.map(({ name }) => quoted(name))
  return {
    lead: at(leads, place)(framed, pitch, third),
    aim: random.pick(aims)(first, second),
    scope: random.pick(kind === "planner" || kind === "workbook" ? recordScopes : scopes)(subject, one ?? "", two ?? ""),
  }
}

export function bulletClaims(framed: Frame): { forWhom: string; promise: string } {
  const { random, audience, subject, kind, areas } = framed
  if (kind === "printable")
    return {
      forWhom: `For ${audience} and the walls around them`,
      promise: random.pick(["Prints at home on any paper you like", "Reads well from across the room", "A present that needs no posting"]),
    }
  const [one, two] = areas.map(({ name }) => quoted(name))
  return { forWhom: `For ${audience}: ${subject}, with ${one} and ${two}`, promise: random.pick(plainOutcomes(framed)) }
}
