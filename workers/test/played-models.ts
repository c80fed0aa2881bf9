import { Ajv } from "ajv"
import { OpenAPIBackend, type Document } from "openapi-backend"
import { models as registry } from "#seeds/models.ts"
import { anthropic, anthropicEnv } from "#workers/adapters/models/anthropic.ts"
import { local, localEnv } from "#workers/adapters/models/local.ts"
import type { ChatRequest, ModelProvider, Vendor } from "#workers/adapters/models/model.ts"
import { openai, openaiEnv } from "#workers/adapters/models/openai.ts"
import { plainOpenApi, type vendorContract } from "./contracts.ts"
import { recordedSandbox } from "./twins.ts"

export const ajvOpts = { strict: false, allErrors: true, coerceTypes: false, validateFormats: false } as const

const brief = { category: "weekly planning", audience: "nurses on shifts", kind: "planner" as const }
/** The input of the prompt `brief`; another month is another question. */
export const briefInput = { request: brief, ideaId: null, thisYear: 2026, month: 11, taken: [] }
const picture = { type: "image/png" as const, base64: "iVBORw0KGgo=" }
export const talk = { system: "Be brief.", turns: [{ role: "user" as const, text: "Say hello." }], maxTokens: 100 }
const tool = { name: "find_product", about: "Finds a product", input: { type: "object", properties: { words: { type: "string" } } } }

/** The vendors of models as the sandbox plays them, on Node; `misbehave` takes the name of a twin. */
export function playedModels() {
  const sandbox = recordedSandbox()
  const at = { SANDBOX_URL: sandbox.url }
  const own = (path: string) =>
    local({ ...at, ...localEnv.parse({ LOCAL_BASE_URL: `${sandbox.url}${path}`, LOCAL_EMBED_MODEL: "nomic" }) }, registry, sandbox.fetch)
  const made = {
    openai: openai({ ...at, ...openaiEnv.parse({ OPENAI_BASE_URL: `${sandbox.url}/openai/v1` }) }, registry, sandbox.fetch),
    anthropic: anthropic({ ...at, ...anthropicEnv.parse({ ANTHROPIC_BASE_URL: `${sandbox.url}/anthropic` }) }, registry, sandbox.fetch),
    compatible: own("/ollama/v1"),
    ollama: own("/ollama/api"),
  }
  const misbehave = (vendor: string, how: string, times = 1) =>
    sandbox.fetch(`${sandbox.url}/sandbox/misbehave/${vendor === "compatible" ? "ollama" : vendor}`, {
      method: "POST",
      body: JSON.stringify({ how, times, ms: 400 }),
    })
  return { sandbox, made, misbehave }
}
export function vendorOf(provider: ModelProvider | null): Vendor {
  if (!provider?.vendor) throw new Error("The provider is not turned on.")
  return provider.vendor
}

/** Everything that a vendor can be asked, once each. */
export async function everything(provider: ModelProvider | null) {
  const vendor = vendorOf(provider)
  const chat = (more: Partial<ChatRequest>) => vendor.chat({ ...talk, model: vendor.models.chat, ...more })
  const heard: string[] = []
  const input = briefInput as never
  const written = await provider?.complete("brief", input)
  const repaired = await provider?.complete("brief", input, { refused: [{ answer: { kind: "car" }, issues: "kind: not a kind" }] })
  const called = await chat({ tools: [tool] })
  const results = called.calls.map(({ id, name }) => ({ id, name, text: "[]" }))
  const looked = [
    ...talk.turns,
    { role: "assistant" as const, text: "", calls: called.calls },
    { role: "user" as const, text: "", results },
  ]
  return {
    written,
    repaired,
    heard,
    plain: await chat({}),
    streamed: await chat({ onText: (piece) => void heard.push(piece) }),
    seen: await chat({ turns: [{ role: "user", text: "What is this?", pictures: [picture] }], model: vendor.models.vision }),
    called,
    answered: await chat({ tools: [tool], turns: looked }),
    calledAloud: await chat({ tools: [tool], onText: () => undefined }),
    vectors: vendor.embed && vendor.models.embed ? await vendor.embed(["one", "two"], vendor.models.embed) : null,
    image: vendor.image && vendor.models.image ? await vendor.image("a cover", vendor.models.image) : null,
  }
}

/** A vendor's own OpenAPI document as a judge of requests and, by the names of its schemas, of replies. */
export async function contract(document: ReturnType<typeof vendorContract>, apiRoot: string) {
  const definition = plainOpenApi(document.read<Document & { components: object }>())
  const api = await new OpenAPIBackend({ definition, quick: true, strict: false, apiRoot, ajvOpts }).init()
  const request = (method: string, path: string, body: unknown) =>
    api.validateRequest({ method, path, headers: { "content-type": "application/json", "anthropic-version": "2023-06-01" }, body })
      .errors ?? []
  const reply = (name: string, value: unknown) => {
    const validate = new Ajv(ajvOpts).compile({ $ref: `#/components/schemas/${name}`, components: definition.components })
    validate(value)
    return (validate.errors ?? []).map(({ instancePath, message }) => `${instancePath} ${message}`)
  }
  return { request, reply }
}
