import { Router, type IRequestStrict } from "itty-router"
import { z } from "zod"
import type { Ground, Twin } from "../twin.ts"
import type { How } from "../misbehave.ts"
import { answerOf, eventStream, jsonOf, nonsense, piecesOf, prose, replied, tokensOf, vectorOf } from "./compose.ts"
import { picture } from "./picture.ts"
import { nextCalls, type Call } from "./talk.ts"
import { withNulls } from "./with-nulls.ts"

const Part = z.union([
  z.object({ type: z.literal("text"), text: z.string() }),
  z.object({ type: z.literal("image_url"), image_url: z.object({ url: z.string() }) }),
])
const Asked = z.object({ id: z.string(), function: z.object({ name: z.string() }) })
const Message = z.union([
  z.object({ role: z.enum(["system", "user", "assistant"]), content: z.union([z.string(), z.array(Part)]) }),
  z.object({ role: z.literal("assistant"), content: z.string().nullable(), tool_calls: z.array(Asked).min(1) }),
  z.object({ role: z.literal("tool"), content: z.string(), tool_call_id: z.string() }),
])
const Chat = z.object({
  model: z.string(),
  messages: z.array(Message).min(1),
  max_completion_tokens: z.int().positive().optional(),
  max_tokens: z.int().positive().optional(),
  stream: z.boolean().default(false),
  response_format: z
    .object({
      type: z.literal("json_schema"),
      json_schema: z.object({ name: z.string(), schema: z.unknown(), strict: z.boolean().nullish() }),
    })
    .optional(),
  tools: z.array(z.object({ type: z.literal("function"), function: z.object({ name: z.string() }) })).optional(),
})
type Chat = z.infer<typeof Chat>
type Said = { content: string | null; refusal: string | null; finish: "stop" | "length" | "tool_calls"; calls?: Call[] }

const failure = (status: number, message: string, code: string | null = null, headers: Record<string, string> = {}) =>
  Response.json(
    { error: { message, type: status >= 500 ? "server_error" : "invalid_request_error", param: null, code } },
    { status, headers: { ...headers, "x-sandbox": "no model" } },
  )

/** OpenAI's chat, embeddings and images under one path; without `secret` it is a local server that asks for no key. */
export function openaiTwin(ground: Ground, at = "/openai/v1", secret: string | null = "sk-autonomax-sandbox"): Twin {
  const admit = (request: Request) =>
    secret === null || request.headers.get("authorization") === `Bearer ${secret}`
      ? undefined
      : failure(401, "Incorrect API key provided.", "invalid_api_key")
  const talk = async (request: Request, how?: How): Promise<Response> => {
    const read = Chat.safeParse(await request.json().catch(() => null))
    if (!read.success) return failure(400, z.prettifyError(read.error))
    if (secret !== null && !/^(gpt|o\d)/.test(read.data.model))
      return failure(404, `The model \`${read.data.model}\` does not exist or you do not have access to it.`, "model_not_found")
    const said = spoil(await say(read.data, how === "obey"), how)
    return read.data.stream ? streamed(read.data, said, ground, how) : replied(whole(read.data, said, ground), how === "cut-off")
  }
  const router = Router<IRequestStrict>({ finally: [(reply) => reply ?? failure(404, "Unknown request URL.")] })
    .all("*", admit)
    .get(`${at}/models`, () =>
      Response.json({ object: "list", data: [{ id: "sandbox", object: "model", created: 1_700_000_000, owned_by: "sandbox" }] }),
    )
    .post(`${at}/chat/completions`, (request: Request) => talk(request))
    .post(`${at}/embeddings`, async (request: Request) => {
      const { model, input } = z.object({ model: z.string(), input: z.array(z.string()).min(1) }).parse(await request.json())
      const width = model === "text-embedding-3-large" ? 3072 : 1536
      const tokens = tokensOf(input.join(" "))
      const data = input.map((text, index) => ({ object: "embedding", index, embedding: vectorOf(text, width) }))
      return Response.json({ object: "list", data, model, usage: { prompt_tokens: tokens, total_tokens: tokens } })
    })
    .post(`${at}/images/generations`, async () =>
      Response.json({ created: Math.floor(ground.now() / 1000), data: [{ b64_json: await picture() }] }),
    )
  return {
    fetch: (request) => router.fetch(request),
    async misplay(how, request) {
      if (how === "unauthorized") return failure(401, "Incorrect API key provided.", "invalid_api_key")
      if (how === "rate-limited") return failure(429, "Rate limit reached for requests.", "rate_limit_exceeded", { "retry-after": "1" })
      if (how === "server-error" || how === "unavailable")
        return failure(how === "unavailable" ? 503 : 500, "The server had an error while processing your request.")
      return how === "nonsense" ? nonsense() : talk(request, how)
    },
  }
}

const textOf = (content: Chat["messages"][number]["content"]): string =>
  typeof content === "string" ? content : (content ?? []).flatMap((part) => (part.type === "text" ? [part.text] : [])).join("\n")

async function say(chat: Chat, obey: boolean): Promise<Said> {
  const first = chat.messages.find(({ role }) => role === "user")?.content ?? ""
  if (chat.tools) {
    const names = new Map(
      chat.messages.flatMap((one) => ("tool_calls" in one ? one.tool_calls.map((call) => [call.id, call.function.name] as const) : [])),
    )
    const results = chat.messages.flatMap((one) =>
      one.role === "tool" ? [{ name: names.get(one.tool_call_id) ?? "", text: one.content }] : [],
    )
    const tools = chat.tools.map(({ function: { name } }) => name)
    return { content: null, refusal: null, finish: "tool_calls", calls: await nextCalls({ first: textOf(first), tools, results }, obey) }
  }
  const asked = chat.response_format?.json_schema
  const answer = asked ? await answerOf(textOf(first), obey) : null
  if (asked && !answer) return { content: null, refusal: "The sandbox knows no such task.", finish: "stop" }
  if (answer) return { content: JSON.stringify(asked?.strict ? withNulls(answer, asked.schema) : answer), refusal: null, finish: "stop" }
  const pictures = typeof first === "string" ? 0 : (first ?? []).filter(({ type }) => type === "image_url").length
  return { content: prose(textOf(first), pictures), refusal: null, finish: "stop" }
}

function spoil(said: Said, how?: How): Said {
  const content = said.content ?? ""
  if (how === "refusal") return { content: null, refusal: "I'm sorry, I can't help with that.", finish: "stop" }
  if (how === "truncated") return { ...said, content: content.slice(0, content.length / 2), finish: "length" }
  if (how === "invalid-json") return { ...said, content: JSON.stringify({ ...Object(jsonOf(content)), title: 7, surprise: true }) }
  return said
}

const usageOf = (chat: Chat, said: Said) => {
  const [prompt_tokens, completion_tokens] = [tokensOf(JSON.stringify(chat.messages)), tokensOf(said.content ?? said.refusal ?? "{}")]
  return { prompt_tokens, completion_tokens, total_tokens: prompt_tokens + completion_tokens }
}
const head = (chat: Chat, ground: Ground, object: string) => ({
  id: `chatcmpl-sandbox-${ground.rows.next("chat", 0)}`,
  object,
  created: Math.floor(ground.now() / 1000),
  // The name says who really answered.
  model: `${chat.model}-sandbox`,
})

function whole(chat: Chat, said: Said, ground: Ground) {
  const { content, refusal, finish } = said
  const tool_calls = said.calls && callsOf(said.calls, ground)
  const message = { role: "assistant", content, refusal, annotations: [], ...(tool_calls ? { tool_calls } : {}) }
  return {
    ...head(chat, ground, "chat.completion"),
    choices: [{ index: 0, message, logprobs: null, finish_reason: finish }],
    usage: usageOf(chat, said),
  }
}

const callsOf = (calls: Call[], ground: Ground) =>
  calls.map(({ name, input }) => ({
    id: `call_sandbox_${ground.rows.next("call", 0)}`,
    type: "function",
    function: { name, arguments: JSON.stringify(input) },
  }))

function streamed(chat: Chat, said: Said, ground: Ground, how?: How): Response {
  const chunk = { ...head(chat, ground, "chat.completion.chunk"), usage: null }
  const part = (delta: object, finish_reason: string | null = null) => ({
    data: { ...chunk, choices: [{ index: 0, delta, logprobs: null, finish_reason }] },
  })
  const call = said.calls ? [part({ tool_calls: callsOf(said.calls, ground).map((one, index) => ({ index, ...one })) })] : []
  const events = [
    part({ role: "assistant", content: "" }),
    ...(said.content
      ? piecesOf(said.content).map((content) => part({ content }))
      : said.refusal
        ? [part({ refusal: said.refusal })]
        : call),
    part({}, said.finish),
    { data: { ...chunk, choices: [], usage: usageOf(chat, said) } },
    { data: "[DONE]" },
  ]
  return eventStream(events, how === "cut-off" ? Math.ceil(events.length / 2) - 1 : events.length)
}
