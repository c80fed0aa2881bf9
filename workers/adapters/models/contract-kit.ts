import type { CheckItem, ProviderReport } from "#schemas/provider.ts"
import { prompts } from "#schemas/prompts/index.ts"
import { asMaterial } from "#workers/lib/safe/taint.ts"
import { compatible } from "./local.ts"
import type { ChatReply, ChatRequest, Usage, Vendor } from "./model.ts"
import { ModelFault } from "./fault.ts"
import { openaiClient } from "./openai.ts"
import { readJson } from "./prompted.ts"
import { answerSchema } from "./strict-schema.ts"

export type Candidate = Pick<Vendor, "chat" | "embed"> & { url: string; model: string; embedModel: string | null }

/** A server with OpenAI's protocol as the kit asks it, through the adapter that would be used. */
export function candidate(url: string, model: string, embedModel: string | null, key: string, fetcher: typeof fetch): Candidate {
  const client = openaiClient(key, url, fetcher)
  return { url, model, embedModel, ...compatible(client, () => ({ in: 0, out: 0, image: 0 })) }
}

const patienceMs = 30_000
const tool = {
  name: "find_product",
  about: "Finds a product by words. Call it for every question.",
  input: { type: "object", properties: { words: { type: "string" } }, required: ["words"], additionalProperties: false },
}

/** A real task of the shop, so that what passes here passes there. */
function written(): Partial<ChatRequest> {
  const { system, maxTokens, version, output } = prompts.brief
  const request = { category: "weekly planning", audience: "nurses on shifts", kind: "planner" }
  const input = { request, ideaId: null, thisYear: 2026, month: 11, taken: [] }
  const turns = [{ role: "user" as const, text: asMaterial({ task: "brief", version, input }) }]
  return { system, maxTokens, turns, answer: { name: "brief", schema: answerSchema(output) } }
}

/** Asks a candidate everything that the shop asks a model, once each: chat, JSON, tools, stream, errors, vectors, and figures to settle a budget by. */
export async function checkCandidate(candidateAsked: Candidate): Promise<ProviderReport> {
  const { url, model, embedModel } = candidateAsked
  const used: Usage[] = []
  const ask = async (more: Partial<ChatRequest>): Promise<ChatReply> => {
    const signal = AbortSignal.timeout(patienceMs)
    const base = { model, system: "Be brief.", turns: [{ role: "user" as const, text: "Say hello." }], maxTokens: 100, signal }
    const reply = await candidateAsked.chat({ ...base, ...more })
    used.push(reply)
    return reply
  }
  const started = Date.now()
  const items = [
    await item("chat", async () => (await ask({})).text || fail("The answer is empty.")),
    await item("structured output", async () => structured(await ask(written()))),
    await item("tools", async () => called(await ask({ tools: [tool] }))),
    await item("stream", () => streamed(ask)),
    await item("errors", () => refused(ask)),
    ...(embedModel ? [await item("embeddings", () => embedded(candidateAsked, embedModel))] : []),
    await item("budget figures", async () => figures(used)),
  ]
  const tokens = used.reduce((sum, { tokensIn, tokensOut }) => sum + tokensIn + tokensOut, 0)
  return { url, green: items.every(({ ok }) => ok), items, tokens, ms: Date.now() - started }
}

function fail(why: string): never {
  throw new Error(why)
}

async function item(name: string, run: () => Promise<string>): Promise<CheckItem> {
  const started = Date.now()
  try {
    return { name, ok: true, detail: (await run()).slice(0, 200), ms: Date.now() - started }
  } catch (error) {
    return { name, ok: false, detail: (error instanceof Error ? error.message : String(error)).slice(0, 300), ms: Date.now() - started }
  }
}

function structured({ text }: ChatReply): string {
  const read = prompts.brief.output.safeParse(readJson(text))
  return read.success
    ? "a brief of the asked shape"
    : fail(`The answer has not the shape that was asked for: ${read.error.issues[0]?.message ?? ""}`)
}

function called({ calls }: ChatReply): string {
  const [first] = calls
  if (!first) fail("The offered tool was not called.")
  if (first.name !== tool.name) fail(`It called "${first.name}", which was not offered.`)
  return first.id ? `called ${first.name}` : fail("The call has no id.")
}

async function streamed(ask: (more: Partial<ChatRequest>) => Promise<ChatReply>): Promise<string> {
  const heard: string[] = []
  const { text } = await ask({ onText: (piece) => void heard.push(piece) })
  if (heard.length === 0) fail("No piece of text came.")
  return heard.join("") === text ? `${heard.length} pieces` : fail("The pieces are not the whole text.")
}

/** A request that no server can serve must come back as an error, not as words. */
async function refused(ask: (more: Partial<ChatRequest>) => Promise<ChatReply>): Promise<string> {
  try {
    await ask({ turns: [], system: "", maxTokens: -1 })
  } catch (error) {
    if (error instanceof ModelFault && error.kind !== "network") return `a bad request is refused as ${error.kind}`
    throw error
  }
  return fail("A request with a negative number of tokens was answered as if it were right.")
}

async function embedded({ embed }: Candidate, model: string): Promise<string> {
  const { vectors, dimension } = (await embed?.(["one", "two"], model)) ?? fail("It has no vectors.")
  if (vectors.some((vector) => vector.length !== dimension || !vector.every(Number.isFinite))) fail("The vectors are not of one length.")
  return `${vectors.length} vectors of ${dimension}`
}

function figures(used: readonly Usage[]): string {
  const bad = used.filter(({ tokensIn, tokensOut }) => !(tokensIn > 0 && tokensOut > 0)).length
  if (used.length === 0) fail("No answer could be counted.")
  return bad === 0 ? `${used.length} answers with tokens` : fail(`${bad} of ${used.length} answers do not say how many tokens they took.`)
}
