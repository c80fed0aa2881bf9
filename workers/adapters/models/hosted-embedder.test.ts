import { expect, test } from "vitest"
import { models as registry } from "#seeds/models.ts"
import type { ModelRegistry } from "#schemas/models.ts"
import { EmbedderAway, embedAll, withSpare, WrongVectors, type Embedder } from "./embed.ts"
import type { Models } from "./gateway.ts"
import { hostedEmbedder } from "./hosted-embedder.ts"

const own: Embedder = { model: "static", dimension: 2, embed: async (texts) => texts.map(() => Float32Array.of(1, 0)) }
const withEmbed = (embed: string): ModelRegistry => ({ ...registry, defaults: { ...registry.defaults, embed } })
const row = (name: string, mode: "live" | "sandbox") => ({ name, mode, model: "m", useFor: [], resting: false })
function played(rows: ReturnType<typeof row>[], width: number) {
  const asked: unknown[][] = []
  const embed: Models["embed"] = async (...given) => {
    asked.push(given)
    const vectors = given[0].map(() => new Float32Array(width).fill(3))
    return { vectors, dimension: width, model: "m", tokensIn: 1, tokensOut: 0, costMicros: 1 }
  }
  return { asked, models: { providers: rows, embed } }
}

test("the vendor of defaults.embed embeds when it is turned on, by itself only, with vectors cut to what is kept and of length one", async () => {
  const { models, asked } = played([row("openai", "live"), row("workers-ai", "live")], 1536)
  const embedder = hostedEmbedder(withEmbed("openai:text-embedding-3-small"), models, own)
  expect(embedder).toMatchObject({ model: "openai:text-embedding-3-small/512", dimension: 512, spare: own })
  const [vector] = embedder ? await embedAll(embedder, ["one"]) : []
  expect([vector?.length, Math.hypot(...(vector ?? []))]).toEqual([512, expect.closeTo(1, 5)])
  expect(asked).toEqual([[["one"], "search", "openai"]])
})

test("without its vendor there is no hosted embedder; the sandbox's vectors are another model than the vendor's", () => {
  expect(hostedEmbedder(withEmbed("openai:text-embedding-3-small"), played([row("workers-ai", "live")], 1).models, own)).toBeNull()
  expect(hostedEmbedder(withEmbed("workers-ai:@cf/baai/bge-m3"), played([row("workers-ai", "live")], 1).models, own)).toMatchObject({
    model: "workers-ai:@cf/baai/bge-m3",
    dimension: 1024,
  })
  expect(hostedEmbedder(withEmbed("openai:text-embedding-3-large"), played([row("openai", "sandbox")], 1).models, own)?.model).toBe(
    "sandbox:openai:text-embedding-3-large/1024",
  )
})

test("no money or no answer is the spare's turn; a wrong dimension is nobody's and is said", async () => {
  const { models } = played([row("openai", "live")], 1024)
  const wrong = hostedEmbedder(registry, models, own)
  await expect(withSpare(wrong ?? own, (by) => embedAll(by, ["x"]))).rejects.toThrow(WrongVectors)
  const broke = hostedEmbedder(registry, { ...models, embed: () => Promise.reject(new Error("the budget refuses it (day)")) }, own)
  expect(await withSpare(broke ?? own, async (by) => [by.model, await embedAll(by, ["x"])])).toEqual(["static", [Float32Array.of(1, 0)]])
  await expect(broke?.embed(["x"])).rejects.toThrow(EmbedderAway)
  await expect(broke?.embed(["x"])).rejects.toThrow("the budget refuses it (day)")
})
