import { Router, type IRequestStrict } from "itty-router"
import { z } from "zod"
import type { How } from "../misbehave.ts"
import type { Ground, Twin } from "../twin.ts"
import { answerOf, eventStream, jsonOf, nonsense, piecesOf, prose, replied, tokensOf } from "./compose.ts"
import { nextCalls } from "./talk.ts"

const Part = z.union([
  z.object({ type: z.literal("text"), text: z.string() }),
  z.object({ type: z.literal("image"), source: z.object({ data: z.string() }) }),
  z.object({ type: z.literal("tool_use"), id: z.string(), name: z.string(), input: z.record(z.string(), z.unknown()) }),
  z.object({ type: z.literal("tool_result"), tool_use_id: z.string(), content: z.string() }),
])
const Chat = z.object({
  model: z.string().startsWith("claude-"),
  max_tokens: z.int().positive(),
  system: z.string().optional(),
  messages: z.array(z.object({ role: z.enum(["user", "assistant"]), content: z.array(Part).min(1) })).min(1),
  stream: z.boolean().default(false),
  tools: z.array(z.object({ name: z.string(), input_schema: z.object({}) })).optional(),
  tool_choice: z.object({ type: z.literal("tool"), name: z.string() }).optional(),
})
type Chat = z.infer<typeof Chat>
/** `calls`: the tools that are used, each with its input as JSON. */
type Said = { text: string; calls: { name: string; text: string }[]; stop: "end_turn" | "tool_use" | "max_tokens" | "refusal" }

const failure = (status: number, type: string, message: string, headers: Record<string, string> = {}) =>
  Response.json(
    { type: "error", error: { type, message }, request_id: "req_sandbox" },
    { status, headers: { ...headers, "x-sandbox": "no model" } },
  )

/** Anthropic's Messages API. */
export function anthropicTwin(ground: Ground): Twin {
  const admit = (request: Request) => {
    if (request.headers.get("x-api-key") !== "sk-ant-autonomax-sandbox") return failure(401, "authentication_error", "invalid x-api-key")
    return request.headers.get("anthropic-version")
      ? undefined
      : failure(400, "invalid_request_error", "anthropic-version: header is required")
  }
  const talk = async (request: Request, how?: How): Promise<Response> => {
    const read = Chat.safeParse(await request.json().catch(() => null))
    if (!read.success) {
      const model = read.error.issues.some(({ path }) => path[0] === "model")
      return model
        ? failure(404, "not_found_error", "model: no such model")
        : failure(400, "invalid_request_error", z.prettifyError(read.error))
    }
    const said = spoil(await say(read.data, how === "obey"), how)
    return read.data.stream ? streamed(read.data, said, ground, how) : replied(whole(read.data, said, ground), how === "cut-off")
  }
  const router = Router<IRequestStrict>({ finally: [(reply) => reply ?? failure(404, "not_found_error", "Not found")] })
    .all("*", admit)
    .post("/anthropic/v1/messages", (request: Request) => talk(request))
  return {
    fetch: (request) => router.fetch(request),
    async misplay(how, request) {
      if (how === "unauthorized") return failure(401, "authentication_error", "invalid x-api-key")
      if (how === "rate-limited")
        return failure(429, "rate_limit_error", "This request would exceed your rate limit.", { "retry-after": "1" })
      if (how === "unavailable") return failure(529, "overloaded_error", "Overloaded")
      if (how === "server-error") return failure(500, "api_error", "Internal server error")
      return how === "nonsense" ? nonsense() : talk(request, how)
    },
  }
}

async function say({ messages, tool_choice, tools }: Chat, obey: boolean): Promise<Said> {
  const parts = messages[0]?.content ?? []
  const first = parts.flatMap((part) => (part.type === "text" ? [part.text] : [])).join("\n")
  if (tool_choice) {
    const answer = await answerOf(first, obey)
    return answer
      ? { text: "", calls: [{ name: tool_choice.name, text: JSON.stringify(answer) }], stop: "tool_use" }
      : { text: "The sandbox knows no such task.", calls: [], stop: "refusal" }
  }
  if (tools) {
    const all = messages.flatMap(({ content }) => content)
    const names = new Map(all.flatMap((part) => (part.type === "tool_use" ? [[part.id, part.name] as const] : [])))
    const results = all.flatMap((part) =>
      part.type === "tool_result" ? [{ name: names.get(part.tool_use_id) ?? "", text: part.content }] : [],
    )
    const calls = await nextCalls({ first, tools: tools.map(({ name }) => name), results }, obey)
    return { text: "", calls: calls.map(({ name, input }) => ({ name, text: JSON.stringify(input) })), stop: "tool_use" }
  }
  return { calls: [], text: prose(first, parts.filter(({ type }) => type === "image").length), stop: "end_turn" }
}

function spoil(said: Said, how?: How): Said {
  if (how === "refusal") return { calls: [], text: "I can't help with that.", stop: "refusal" }
  const [call] = said.calls
  if (!call) return said
  const input: Record<string, unknown> = Object(jsonOf(call.text))
  const spoilt = (entries: object, stop = said.stop): Said => ({ ...said, calls: [{ ...call, text: JSON.stringify(entries) }], stop })
  // A tool's input that was cut off comes as far as it could be read: an object with its last fields missing.
  if (how === "truncated") return spoilt(Object.fromEntries(Object.entries(input).slice(0, 1)), "max_tokens")
  return how === "invalid-json" ? spoilt({ ...input, title: 7, surprise: true }) : said
}

const usageOf = (chat: Chat, said: Said) => ({
  input_tokens: tokensOf(JSON.stringify([chat.system, chat.messages, chat.tools])),
  output_tokens: tokensOf(said.text + said.calls.map(({ text }) => text).join("")),
  cache_creation: null,
  cache_creation_input_tokens: 0,
  cache_read_input_tokens: 0,
  inference_geo: null,
  server_tool_use: null,
  service_tier: "standard",
})

function blocksOf(said: Said, ground: Ground) {
  const words = said.text
    ? [{ block: { type: "text", text: said.text, citations: null }, empty: { text: "" }, text: said.text, json: false }]
    : []
  const uses = said.calls.map(({ name, text }) => {
    const id = `toolu_sandbox_${ground.rows.next("call", 0)}`
    return {
      block: { type: "tool_use", id, name, input: Object(jsonOf(text)), caller: { type: "direct" } },
      empty: { input: {} },
      text,
      json: true,
    }
  })
  return [...words, ...uses]
}

function whole(chat: Chat, said: Said, ground: Ground, blocks = blocksOf(said, ground)) {
  return {
    id: `msg_sandbox_${ground.rows.next("message", 0)}`,
    type: "message",
    role: "assistant",
    // The name says who really answered.
    model: `${chat.model}-sandbox`,
    content: blocks.map(({ block }) => block),
    stop_reason: said.stop,
    stop_sequence: null,
    stop_details: null,
    container: null,
    usage: usageOf(chat, said),
  }
}

function streamed(chat: Chat, said: Said, ground: Ground, how?: How): Response {
  const blocks = blocksOf(said, ground)
  const message = whole(chat, said, ground, blocks)
  const send = (type: string, rest: object) => ({ event: type, data: { type, ...rest } })
  const delta = (json: boolean, piece: string) =>
    json ? { type: "input_json_delta", partial_json: piece } : { type: "text_delta", text: piece }
  const events = [
    send("message_start", { message: { ...message, content: [], stop_reason: null, usage: { ...message.usage, output_tokens: 1 } } }),
    send("ping", {}),
    ...blocks.flatMap(({ block, empty, text, json }, index) => [
      send("content_block_start", { index, content_block: { ...block, ...empty } }),
      ...piecesOf(text).map((piece) => send("content_block_delta", { index, delta: delta(json, piece) })),
      send("content_block_stop", { index }),
    ]),
    send("message_delta", { delta: { stop_reason: said.stop, stop_sequence: null }, usage: message.usage }),
    send("message_stop", {}),
  ]
  return eventStream(events, how === "cut-off" ? Math.ceil(events.length / 2) : events.length)
}
