import { Ajv } from "ajv"
import { expect, test } from "vitest"
import { contents } from "#schemas/content/index.ts"
import { models as registry } from "#seeds/models.ts"
import { vendorContract } from "#workers/test/contracts.ts"
import { ajvOpts, briefInput, contract, everything, playedModels, talk, vendorOf } from "#workers/test/played-models.ts"
import { openai, openaiEnv } from "./openai.ts"
import { answerSchema, fitsStrict, strictSchema, withoutNulls } from "./strict-schema.ts"
import { workersAi } from "./workers-ai.ts"

const documents = {
  openai: vendorContract("openai/openapi.2026-08.subset.json.gz"),
  anthropic: vendorContract("anthropic/openapi.2026-08.subset.json.gz"),
  ollama: vendorContract("ollama/openapi.yaml"),
}
const cloudflare = vendorContract("cloudflare/workers-ai.schemas.json")
const input = briefInput as never

test.skipIf(documents.openai.missing)("what is sent to OpenAI and what its twin answers fit OpenAI's own document", async () => {
  const { sandbox, made } = playedModels()
  const { vectors, image, seen, called, heard, streamed, written } = await everything(made.openai)
  expect(written?.model).toBe("openai:gpt-4o-mini-sandbox")
  expect([vectors?.dimension, vectors?.vectors.length, image?.picture.type]).toEqual([1536, 2, "image/png"])
  expect(seen.text).toContain("1 picture")
  expect(called.calls).toMatchObject([{ name: "find_product", input: {} }])
  expect(heard.join("")).toBe(streamed.text)
  const { request, reply } = await contract(documents.openai, "/openai/v1")
  const answers: Record<string, string> = {
    "/openai/v1/chat/completions": "CreateChatCompletionResponse",
    "/openai/v1/embeddings": "CreateEmbeddingResponse",
    "/openai/v1/images/generations": "ImagesResponse",
  }
  expect(sandbox.exchanges.length).toBe(10)
  for (const { method, url, body, answer } of sandbox.exchanges) {
    expect.soft(request(method, url.pathname, JSON.parse(String(body)))).toEqual([])
    if (answer) expect.soft(reply(answers[url.pathname] ?? "", answer)).toEqual([])
  }
  const sent = JSON.parse(String(sandbox.exchanges[0]?.body))
  expect(sent.response_format.json_schema.strict).toBe(true)
  expect(request("post", "/openai/v1/chat/completions", { ...sent, response_format: { type: "yaml" } })).not.toEqual([])
})

test.skipIf(documents.anthropic.missing)("what is sent to Anthropic and what its twin answers fit Anthropic's own document", async () => {
  const { sandbox, made, misbehave } = playedModels()
  const { written, called, heard, streamed, seen } = await everything(made.anthropic)
  expect(written?.model).toBe("anthropic:claude-sonnet-4-6-sandbox")
  expect(called.calls).toMatchObject([{ name: "find_product", input: {} }])
  expect([heard.join(""), seen.text.includes("1 picture")]).toEqual([streamed.text, true])
  await misbehave("anthropic", "rate-limited")
  await expect(vendorOf(made.anthropic).chat({ ...talk, model: "claude-haiku-4-5" })).rejects.toMatchObject({
    kind: "rate-limited",
    retryAfter: 1000,
  })
  const { request, reply } = await contract(documents.anthropic, "/anthropic")
  const spoken = sandbox.exchanges.filter(({ url }) => url.pathname.endsWith("/messages"))
  expect(spoken.length).toBe(9)
  for (const { method, url, body, answer, status, headers } of spoken) {
    expect.soft(request(method, url.pathname, JSON.parse(String(body)))).toEqual([])
    if (answer) expect.soft(reply(status === 200 ? "Message" : "ErrorResponse", answer)).toEqual([])
    expect(headers.get("anthropic-version")).toBe("2023-06-01")
  }
  const { max_tokens: _left, ...without } = JSON.parse(String(spoken[0]?.body))
  expect(request("post", "/anthropic/v1/messages", without)).not.toEqual([])
})

test.skipIf(documents.ollama.missing)("what is sent to Ollama and what its twin answers fit Ollama's own document", async () => {
  const { sandbox, made } = playedModels()
  const { written, called, answered, heard, streamed, seen, vectors } = await everything(made.ollama)
  expect(written).toMatchObject({ model: "local:llama3.1-8b-instruct-gguf-sandbox", costMicros: 0, output: { kind: "planner" } })
  expect([called.calls[0]?.name, answered.calls[0]?.name, vectors?.dimension]).toEqual(["find_product", "find_product", 768])
  expect([heard.join(""), seen.text.includes("1 picture")]).toEqual([streamed.text, true])
  const { request, reply } = await contract(documents.ollama, "/ollama")
  expect(sandbox.exchanges.length).toBe(9)
  for (const { method, url, body, answer } of sandbox.exchanges) {
    expect.soft(request(method, url.pathname, JSON.parse(String(body)))).toEqual([])
    if (answer) expect.soft(reply(url.pathname.endsWith("/embed") ? "EmbedResponse" : "ChatResponse", answer)).toEqual([])
  }
  const sent = JSON.parse(String(sandbox.exchanges[0]?.body))
  expect([sent.format.type, sent.stream, sent.options.num_predict]).toEqual(["object", false, 1200])
  expect(request("post", "/ollama/api/chat", { ...sent, format: "yaml" })).not.toEqual([])
})

test.skipIf(cloudflare.missing)("what is sent to Workers AI fits Cloudflare's own types, and its replies are read", async () => {
  const schemas = cloudflare.read<Record<string, object>>()
  const asked: [string, unknown][] = []
  const answers: Record<string, unknown> = {
    "@cf/meta/llama-3.3-70b-instruct-fp8-fast": { response: '{"a":1}', usage: { prompt_tokens: 10, completion_tokens: 4 } },
    "@cf/baai/bge-m3": {
      shape: [2, 3],
      data: [
        [1, 0, 0],
        [0, 1, 0],
      ],
    },
    "@cf/black-forest-labs/flux-1-schnell": { image: "/9j/4AAQ" },
  }
  const ai = { run: async (model: string, given: Record<string, unknown>) => (asked.push([model, given]), answers[model]) }
  const provider = workersAi({ WORKERS_AI: "on" }, registry, ai)
  const vendor = vendorOf(provider)
  expect(await provider?.complete("brief", input)).toMatchObject({ output: { a: 1 }, tokensIn: 10, costMicros: 12 })
  expect((await vendor.embed?.(["one", "two"], "@cf/baai/bge-m3"))?.dimension).toBe(3)
  expect((await vendor.image?.("a cover", "@cf/black-forest-labs/flux-1-schnell"))?.costMicros).toBe(1000)
  const check = (model: string, kind: string) => new Ajv(ajvOpts).compile(schemas[`${model} ${kind}`] ?? {})
  for (const [model, given] of asked) {
    expect.soft([model, check(model, "input")(given)]).toEqual([model, true])
    expect.soft([model, check(model, "output")(answers[model])]).toEqual([model, true])
  }
  expect(check("@cf/black-forest-labs/flux-1-schnell", "input")({ steps: 4 })).toBe(false)
  expect(workersAi({ WORKERS_AI: "off" }, registry, ai)).toBeNull()
  const offline = workersAi({ WORKERS_AI: "on" }, registry, {
    run: async () => Promise.reject(new Error("Binding AI needs to be run remotely")),
  })
  await expect(offline?.complete("brief", input)).rejects.toMatchObject({ kind: "not-configured" })
})

test("an unknown model and a wrong key are named as such", async () => {
  const { sandbox } = playedModels()
  const config = { SANDBOX_URL: sandbox.url, ...openaiEnv.parse({ OPENAI_BASE_URL: `${sandbox.url}/openai/v1`, OPENAI_MODEL: "gpt-9" }) }
  const unknown = openai(config, registry, sandbox.fetch)
  expect(() => unknown?.worst?.("brief", input)).toThrow(/unknown-model: openai has no model "gpt-9"/)
  const retired = openai({ ...config, OPENAI_MODEL: "gpt-4.1" }, registry, sandbox.fetch)
  expect(vendorOf(retired).models.chat).toBe("gpt-5.4")
  // A real key is never sent to a stand-in, and a stand-in's key never to the vendor.
  const live = openai({ SANDBOX_URL: sandbox.url, OPENAI_API_KEY: "sk-real-key-1234" }, registry, async (request, init) => {
    expect(new Headers(init?.headers).get("authorization") ?? (request as Request).headers.get("authorization")).toBe(
      "Bearer sk-real-key-1234",
    )
    return Response.json({ error: { message: "Incorrect API key provided.", type: "invalid_request_error" } }, { status: 401 })
  })
  expect(vendorOf(live).mode).toBe("live")
  await expect(live?.complete("brief", input)).rejects.toMatchObject({ kind: "unauthorized", costMicros: 0 })
})

test("strict mode is only claimed for shapes that it can say, and absent fields survive the round trip", () => {
  const guide = answerSchema(contents.guide)
  expect([fitsStrict(guide), fitsStrict(answerSchema(contents.workbook))]).toEqual([true, false])
  const text = JSON.stringify(strictSchema(guide))
  expect(text).not.toMatch(/"(minLength|maxLength|format|default|oneOf|\$schema)":/)
  expect(text).toContain("at most")
  const section = (guide.properties as Record<string, unknown>).sources
  const shape = { type: "object", properties: { sources: section }, required: ["sources"] }
  expect(withoutNulls({ sources: [{ title: "T", url: null }] }, shape)).toEqual({ sources: [{ title: "T" }] })
})
