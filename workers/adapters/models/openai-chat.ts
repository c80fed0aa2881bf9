import OpenAI from "openai"
import { faultOf, faultOfStatus, ModelFault } from "./fault.ts"
import type { ChatReply, ChatRequest, Turn, Usage, Vendor } from "./model.ts"
import { fitsStrict, strictSchema, withoutNulls } from "./strict-schema.ts"

type Params = OpenAI.ChatCompletionCreateParamsNonStreaming
type Heard = {
  text: string
  refusal: string
  calls: { id: string; name: string; input: string }[]
  finish: string | null
  model: string
  usage: OpenAI.CompletionUsage | undefined
}

/** `openai` itself, or a server that only speaks its protocol: those know neither strict mode nor the newer names. */
export type Dialect = "openai" | "compatible"

/** Chat completions of OpenAI and of everything that is compatible with it. */
export function openaiChat(name: string, client: OpenAI, dialect: Dialect, price: Vendor["price"]) {
  return async (request: ChatRequest): Promise<ChatReply> => {
    const body = paramsOf(request, dialect)
    const options = request.signal ? { signal: request.signal } : {}
    try {
      const heard = request.onText ? await streamed(client, body, request.onText, options) : await whole(client, body, options)
      return replyOf(name, heard, request, dialect, price)
    } catch (error) {
      throw openaiFault(error)
    }
  }
}

export function paramsOf({ model, system, turns, maxTokens, answer, tools }: ChatRequest, dialect: Dialect): Params {
  const strict = dialect === "openai" && answer !== undefined && fitsStrict(answer.schema)
  const schema = strict ? strictSchema(answer.schema) : answer?.schema
  return {
    model,
    messages: [{ role: "system", content: system }, ...turns.flatMap(messagesOf)],
    ...(dialect === "openai" ? { max_completion_tokens: maxTokens } : { max_tokens: maxTokens }),
    ...(answer && schema ? { response_format: { type: "json_schema", json_schema: { name: answer.name, schema, strict } } } : {}),
    ...(tools
      ? { tools: tools.map(({ name, about, input }) => ({ type: "function", function: { name, description: about, parameters: input } })) }
      : {}),
  }
}

function messagesOf({ role, text, pictures = [], calls = [], results = [] }: Turn): OpenAI.ChatCompletionMessageParam[] {
  if (role === "assistant" && calls.length > 0) {
    const asked = calls.map(({ id, name, input }) => ({ id, type: "function" as const, function: { name, arguments: argumentsOf(input) } }))
    return [{ role, content: text || null, tool_calls: asked }]
  }
  const found = results.map(({ id, text: content }) => ({ role: "tool" as const, tool_call_id: id, content }))
  if (found.length > 0) return text ? [...found, { role: "user", content: text }] : found
  if (role === "assistant" || pictures.length === 0) return [{ role, content: text }]
  const images = pictures.map(({ type, base64 }) => ({ type: "image_url" as const, image_url: { url: `data:${type};base64,${base64}` } }))
  return [{ role, content: [{ type: "text", text }, ...images] }]
}

const argumentsOf = (input: unknown): string => (typeof input === "string" ? input : JSON.stringify(input ?? {}))

async function whole(client: OpenAI, body: Params, options: OpenAI.RequestOptions): Promise<Heard> {
  const { choices, model, usage } = await client.chat.completions.create(body, options)
  const choice = choices?.[0]
  if (!choice) throw new ModelFault("nonsense", "The reply has no choices.")
  const calls = (choice.message.tool_calls ?? []).flatMap((call) =>
    call.type === "function" ? [{ id: call.id, name: call.function.name, input: call.function.arguments }] : [],
  )
  return { text: choice.message.content ?? "", refusal: choice.message.refusal ?? "", calls, finish: choice.finish_reason, model, usage }
}

async function streamed(client: OpenAI, body: Params, onText: (piece: string) => void, options: OpenAI.RequestOptions): Promise<Heard> {
  const stream = await client.chat.completions.create({ ...body, stream: true, stream_options: { include_usage: true } }, options)
  const heard: Heard = { text: "", refusal: "", calls: [], finish: null, model: body.model, usage: undefined }
  for await (const { choices, model, usage } of stream) {
    heard.model = model
    heard.usage = usage ?? heard.usage
    const choice = choices[0]
    if (!choice) continue
    const { content, refusal, tool_calls = [] } = choice.delta
    if (content) onText(content)
    heard.text += content ?? ""
    heard.refusal += refusal ?? ""
    for (const { index, id, function: part } of tool_calls) {
      const call = (heard.calls[index] ??= { id: id ?? `call_${index}`, name: "", input: "" })
      call.name += part?.name ?? ""
      call.input += part?.arguments ?? ""
    }
    heard.finish = choice.finish_reason ?? heard.finish
  }
  if (heard.finish === null) throw new ModelFault("cut-off", `The stream ended after ${heard.text.length} characters without an end mark.`)
  return heard
}

function replyOf(name: string, heard: Heard, request: ChatRequest, dialect: Dialect, price: Vendor["price"]): ChatReply {
  const usage = usageOf(heard.usage?.prompt_tokens, heard.usage?.completion_tokens, price(request.model))
  if (heard.refusal || heard.finish === "content_filter")
    throw new ModelFault("refusal", heard.refusal || "The vendor's filter stopped the answer.", { costMicros: usage.costMicros })
  const model = `${name}:${heard.model}`
  const calls = heard.calls.map(({ id, name: tool, input }) => ({ id, name: tool, input: parsed(input) }))
  const cut = heard.finish === "length"
  if (dialect !== "openai" || !request.answer) return { ...usage, text: heard.text, calls, model, cut }
  const json = parsed(heard.text)
  const text = typeof json === "string" ? heard.text : JSON.stringify(withoutNulls(json, request.answer.schema))
  return { ...usage, text, calls, model, cut }
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    return text
  }
}

export function usageOf(tokensIn = 0, tokensOut = 0, price: { in: number; out: number }): Usage {
  return { tokensIn, tokensOut, costMicros: Math.ceil(tokensIn * price.in + tokensOut * price.out) }
}

/** The SDK's errors as faults; its own retries are off, for the gateway's are the ones that are counted and budgeted. */
export function openaiFault(error: unknown): ModelFault {
  if (error instanceof OpenAI.APIConnectionTimeoutError || error instanceof OpenAI.APIUserAbortError)
    return new ModelFault("timeout", error.message, { cause: error })
  if (error instanceof OpenAI.APIError && error.status) return faultOfStatus(error.status, error.message, error.headers)
  return faultOf(error)
}
