import { z } from "zod"
import { faultOf, faultOfStatus, ModelFault } from "./fault.ts"
import type { ChatReply, ChatRequest, EmbedReply, Turn, Vendor } from "./model.ts"
import { usageOf } from "./openai-chat.ts"

const Part = z.object({
  model: z.string(),
  message: z
    .object({
      content: z.string().default(""),
      tool_calls: z.array(z.object({ function: z.object({ name: z.string(), arguments: z.unknown().optional() }) })).nullish(),
    })
    .optional(),
  done: z.boolean().default(false),
  done_reason: z.string().optional(),
  prompt_eval_count: z.int().default(0),
  eval_count: z.int().default(0),
  error: z.string().optional(),
})
type Part = z.infer<typeof Part>
const Vectors = z.object({ model: z.string(), embeddings: z.array(z.array(z.number())), prompt_eval_count: z.int().default(0) })
const Failure = z.object({ error: z.string() })

const free = { in: 0, out: 0 }

/**
 * Ollama's own protocol: there the shape of an answer is a grammar that the model cannot leave, which its OpenAI-compatible side
 * only passes on in part. `url` ends in /api.
 */
export function ollama(
  url: string,
  key: string | undefined,
  fetcher: typeof fetch,
): Pick<Vendor, "chat"> & Required<Pick<Vendor, "embed">> {
  const post = async (path: string, body: object, signal?: AbortSignal): Promise<Response> => {
    const headers = { "content-type": "application/json", ...(key ? { authorization: `Bearer ${key}` } : {}) }
    const reply = await fetcher(`${url}${path}`, { method: "POST", headers, body: JSON.stringify(body), ...(signal ? { signal } : {}) })
    if (reply.ok) return reply
    const said = Failure.safeParse(await reply.json().catch(() => null)).data?.error
    throw faultOfStatus(reply.status, said ?? reply.statusText, reply.headers)
  }
  return {
    async chat(request) {
      try {
        const reply = await post("/chat", bodyOf(request), request.signal)
        const parts = request.onText && reply.body ? await streamed(reply.body, request.onText) : [partOf(await reply.text())]
        return replyOf(parts)
      } catch (error) {
        throw faultOf(error)
      }
    },
    async embed(texts, model): Promise<EmbedReply> {
      try {
        const read = Vectors.safeParse(jsonOf(await (await post("/embed", { model, input: [...texts] })).text())).data
        const vectors = (read?.embeddings ?? []).map((vector) => Float32Array.from(vector))
        if (!read || vectors.length !== texts.length)
          throw new ModelFault("nonsense", `${texts.length} texts gave ${vectors.length} vectors.`)
        return { ...usageOf(read.prompt_eval_count, 0, free), vectors, dimension: vectors[0]?.length ?? 0, model: `local:${model}` }
      } catch (error) {
        throw faultOf(error)
      }
    },
  }
}

export function bodyOf({ model, system, turns, maxTokens, answer, tools, onText }: ChatRequest) {
  return {
    model,
    messages: [{ role: "system", content: system }, ...turns.flatMap(messagesOf)],
    stream: onText !== undefined,
    options: { num_predict: maxTokens },
    ...(answer ? { format: answer.schema } : {}),
    ...(tools
      ? { tools: tools.map(({ name, about, input }) => ({ type: "function", function: { name, description: about, parameters: input } })) }
      : {}),
  }
}

function messagesOf({ role, text, pictures = [], calls = [], results = [] }: Turn) {
  const found = results.map(({ name, text: content }) => ({ role: "tool", tool_name: name, content }))
  if (found.length > 0 && !text) return found
  const asked = calls.map(({ name, input }) => ({ function: { name, arguments: Object(input) } }))
  return [
    ...found,
    {
      role,
      content: text,
      ...(pictures.length > 0 ? { images: pictures.map(({ base64 }) => base64) } : {}),
      ...(asked.length > 0 ? { tool_calls: asked } : {}),
    },
  ]
}

function jsonOf(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    return null
  }
}

function partOf(text: string): Part {
  const read = Part.safeParse(jsonOf(text)).data
  if (!read) throw new ModelFault("nonsense", "The reply is not Ollama's.")
  if (read.error) throw new ModelFault("cut-off", read.error)
  return read
}

/** One JSON a line, the last one with `done`. */
async function streamed(body: ReadableStream<Uint8Array>, onText: (piece: string) => void): Promise<Part[]> {
  const parts: Part[] = []
  let rest = ""
  const take = (line: string) => {
    if (line.trim() === "") return
    const part = partOf(line)
    parts.push(part)
    if (part.message?.content) onText(part.message.content)
  }
  const decoder = new TextDecoder()
  for await (const bytes of body) {
    const lines = (rest + decoder.decode(bytes, { stream: true })).split("\n")
    rest = lines.pop() ?? ""
    lines.forEach(take)
  }
  take(rest)
  return parts
}

function replyOf(parts: readonly Part[]): ChatReply {
  const last = parts.at(-1)
  if (!last?.done) throw new ModelFault("cut-off", "The answer ended without an end mark.")
  const calls = parts.flatMap(({ message }) => message?.tool_calls ?? [])
  return {
    ...usageOf(last.prompt_eval_count, last.eval_count, free),
    text: parts.map(({ message }) => message?.content ?? "").join(""),
    calls: calls.map(({ function: { name, arguments: input } }, at) => ({ id: `call_${at}`, name, input })),
    model: `local:${last.model}`,
    cut: last.done_reason === "length",
  }
}
