import { z } from "zod"
import { obeyed } from "./obey.ts"
import { prompts, type PromptName } from "#schemas/prompts/index.ts"
import { topics } from "#seeds/knowledge/index.ts"
import { embedded } from "#workers/adapters/models/embedded/index.ts"
import { seeded } from "#workers/lib/random.ts"

// No model runs here. The composer of the shop stands in for the vendor's brain, so that answers fit the task; it knows no brand and no policy.
const composer = embedded(
  topics,
  { voice: { principles: [], prefer: [], banned: [], maxSentenceWords: 26 } },
  {
    cases: [],
    otherwise: "A person will reply to you by e-mail.",
  },
)

const isPrompt = (name: string): name is PromptName => name in prompts
const Task = z.object({ task: z.string().refine(isPrompt), input: z.unknown() })

/** The answer to the task that the first message of the user names, as JSON; null when it names none. `obey`: as its texts want it. */
export async function answerOf(first: string, obey = false): Promise<object | null> {
  const task = Task.safeParse(jsonOf(first)).data
  if (!task || !isPrompt(task.task)) return null
  if (obey) return obeyed(task.task, task.input, await answerOf(first))
  const { output } = await composer.complete(task.task, prompts[task.task].input.parse(task.input) as never)
  return z.record(z.string(), z.unknown()).parse(output)
}

export const prose = (first: string, pictures: number): string =>
  `This is the sandbox, where no model thinks. It read ${first.length} characters${pictures ? ` and ${pictures} picture${pictures > 1 ? "s" : ""}` : ""}.`

/** A whole reply as JSON, or the first half of its bytes, as a broken connection leaves it. */
export function replied(body: object, cutOff: boolean): Response {
  const text = JSON.stringify(body)
  const headers = { "content-type": "application/json", "x-sandbox": "no model" }
  return new Response(cutOff ? text.slice(0, text.length / 2) : text, { headers })
}

/** What a proxy in between answers when it is unwell: a page, and 200. */
export const nonsense = (): Response =>
  new Response("<!doctype html><title>Gateway</title><p>Please try again.", {
    headers: { "content-type": "text/html", "x-sandbox": "no model" },
  })

/** About four characters a token, as English text has. */
export const tokensOf = (text: string): number => Math.ceil(text.length / 4)

/** A vector that texts with the same words share: good enough to be compared, without meaning. */
export function vectorOf(text: string, dimension: number): number[] {
  const vector = Array.from({ length: dimension }, () => 0)
  for (const word of text.toLowerCase().match(/\p{L}+/gu) ?? [""]) {
    const random = seeded(word)
    for (let n = 0; n < 16; n++) {
      const at = random.int(0, dimension - 1)
      vector[at] = (vector[at] ?? 0) + random.next() - 0.5
    }
  }
  const length = Math.hypot(...vector) || 1
  return vector.map((value) => value / length)
}

export function jsonOf(text: string): unknown {
  try {
    // The shop quotes its input between two lines of a boundary; the input itself is one line.
    return JSON.parse(text.split("\n").find((line) => line.startsWith("{")) ?? text)
  } catch {
    return null
  }
}

/** Server-sent events, a piece at a time; `upTo` ends the stream too early, as a broken connection does. */
export function eventStream(events: { event?: string; data: unknown }[], upTo = events.length): Response {
  const encoder = new TextEncoder()
  const lines = events.slice(0, upTo).map(({ event, data }) => {
    const body = typeof data === "string" ? data : JSON.stringify(data)
    return `${event ? `event: ${event}\n` : ""}data: ${body}\n\n`
  })
  const body = new ReadableStream({
    pull(controller) {
      const line = lines.shift()
      if (line === undefined) controller.close()
      else controller.enqueue(encoder.encode(line))
    },
  })
  return new Response(body, { headers: { "content-type": "text/event-stream", "x-sandbox": "no model" } })
}

export const piecesOf = (text: string): string[] => text.match(/[\s\S]{1,400}/g) ?? [""]
