import { Router, type IRequestStrict } from "itty-router"
import { z } from "zod"
import type { How } from "../misbehave.ts"
import type { Ground, Twin } from "../twin.ts"
import { answerOf, jsonOf, nonsense, piecesOf, prose, tokensOf, vectorOf } from "./compose.ts"
import { openaiTwin } from "./openai.ts"
import { nextCalls, type Call } from "./talk.ts"

const Message = z.object({
  role: z.enum(["system", "user", "assistant", "tool"]),
  content: z.string(),
  tool_name: z.string().optional(),
  images: z.array(z.string()).optional(),
  tool_calls: z.array(z.object({ function: z.object({ name: z.string() }) })).optional(),
})
const Chat = z.object({
  model: z.string(),
  messages: z.array(Message).min(1),
  stream: z.boolean().default(true),
  format: z.object({}).optional(),
  tools: z.array(z.object({ type: z.literal("function"), function: z.object({ name: z.string() }) })).optional(),
})
type Chat = z.infer<typeof Chat>
type Said = { text: string; calls: Call[]; reason: "stop" | "length" }

const failure = (status: number, error: string, headers: Record<string, string> = {}) =>
  Response.json({ error }, { status, headers: { ...headers, "x-sandbox": "no model" } })

/** An Ollama server: its own protocol under /ollama/api, the OpenAI-compatible one under /ollama/v1. It asks for no key. */
export function ollamaTwin(ground: Ground): Twin {
  const compatible = openaiTwin(ground, "/ollama/v1", null)
  const native = (request: Request) => new URL(request.url).pathname.startsWith("/ollama/api/")
  const talk = async (request: Request, how?: How): Promise<Response> => {
    const chat = Chat.safeParse(await request.json().catch(() => null))
    if (!chat.success) return failure(400, z.prettifyError(chat.error))
    return answered(chat.data, spoil(await say(chat.data, how === "obey"), how), ground, how)
  }
  const router = Router<IRequestStrict>({ finally: [(reply) => reply ?? failure(404, "404 page not found")] })
    .get("/ollama/api/version", () => Response.json({ version: "0.0.0-sandbox" }))
    .post("/ollama/api/chat", (request: Request) => talk(request))
    .post("/ollama/api/embed", async (request: Request) => {
      const { model, input } = z.object({ model: z.string(), input: z.array(z.string()).min(1) }).parse(await request.json())
      const embeddings = input.map((text) => vectorOf(text, 768))
      return Response.json({ model, embeddings, total_duration: 1, load_duration: 1, prompt_eval_count: tokensOf(input.join(" ")) })
    })
  return {
    fetch: (request) => (native(request) ? router.fetch(request) : compatible.fetch(request)),
    async misplay(how, request) {
      if (!native(request)) return compatible.misplay ? compatible.misplay(how, request) : failure(500, how)
      if (how === "unauthorized") return failure(401, "unauthorized")
      if (how === "rate-limited") return failure(429, "too many requests", { "retry-after": "1" })
      if (how === "server-error" || how === "unavailable")
        return failure(how === "unavailable" ? 503 : 500, "llama runner process has terminated")
      return how === "nonsense" ? nonsense() : talk(request, how)
    },
  }
}

async function say({ messages, format, tools }: Chat, obey: boolean): Promise<Said> {
  const first = messages.find(({ role }) => role === "user")
  const words = first?.content ?? ""
  if (tools) {
    const results = messages.flatMap(({ role, tool_name = "", content }) => (role === "tool" ? [{ name: tool_name, text: content }] : []))
    const calls = await nextCalls({ first: words, tools: tools.map((tool) => tool.function.name), results }, obey)
    return { text: "", calls, reason: "stop" }
  }
  const answer = format ? await answerOf(words, obey) : null
  return { text: answer ? JSON.stringify(answer) : prose(words, first?.images?.length ?? 0), calls: [], reason: "stop" }
}

function spoil(said: Said, how?: How): Said {
  // Ollama has no field for a refusal: the model says it in words.
  if (how === "refusal") return { text: "I'm sorry, I can't help with that.", calls: [], reason: "stop" }
  if (how === "truncated") return { ...said, text: said.text.slice(0, said.text.length / 2), reason: "length" }
  if (how === "invalid-json") return { ...said, text: JSON.stringify({ ...Object(jsonOf(said.text)), title: 7, surprise: true }) }
  return said
}

function answered(chat: Chat, said: Said, ground: Ground, how?: How): Response {
  // The name says who really answered.
  const head = { model: `${chat.model}-sandbox`, created_at: new Date(ground.now()).toISOString() }
  const tool_calls = said.calls.map(({ name, input }) => ({ function: { name, arguments: input } }))
  const message = (content: string) => ({ role: "assistant", content, ...(tool_calls.length > 0 ? { tool_calls } : {}) })
  const end = {
    done: true,
    done_reason: said.reason,
    total_duration: 1,
    prompt_eval_count: tokensOf(JSON.stringify(chat.messages)),
    eval_count: tokensOf(said.text || JSON.stringify(tool_calls)),
  }
  if (!chat.stream && how !== "cut-off")
    return Response.json({ ...head, message: message(said.text), ...end }, { headers: { "x-sandbox": "no model" } })
  const pieces = piecesOf(said.text).map((piece) => ({ ...head, message: message(piece), done: false }))
  const lines =
    how === "cut-off"
      ? pieces.slice(0, Math.ceil(pieces.length / 2))
      : [...pieces, { ...head, message: { role: "assistant", content: "" }, ...end }]
  return new Response(lines.map((line) => `${JSON.stringify(line)}\n`).join(""), {
    headers: { "content-type": "application/x-ndjson", "x-sandbox": "no model" },
  })
}
