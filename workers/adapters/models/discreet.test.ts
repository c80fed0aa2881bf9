import { expect, test } from "vitest"
import { discreet } from "./discreet.ts"
import { gateway } from "./gateway.ts"
import type { ChatRequest, ModelProvider } from "./model.ts"
import { prompted } from "./prompted.ts"

const stranger = (hear: (input: string) => unknown): ModelProvider => ({
  name: "stranger",
  mode: "live",
  complete: async (_name, input) => ({
    output: hear(JSON.stringify(input)),
    tokensIn: 1,
    tokensOut: 1,
    costMicros: 1,
    model: "stranger:1",
  }),
})
const question = "My name is Ada Lovelace, ada@example.org, card 4111 1111 1111 1111. Where is my file? ada@example.org!"

test("providers, the cache and the records read placeholders; the answer comes back with what they stood for", async () => {
  const seen: string[] = []
  const provider = stranger((input) => {
    seen.push(input)
    return { answer: "We wrote to [EMAIL_1] about card [CARD_1], and to [EMAIL_7].", cites: [], handover: false }
  })
  const cache = {
    find: async () => null,
    alike: async () => [],
    keep: async (key: string, answer: unknown) => void seen.push(key, JSON.stringify(answer)),
  }
  const models = discreet(gateway([provider], async (call) => void seen.push(JSON.stringify(call)), { cache }))
  const { output } = await models.complete("support.answer", { question, passages: [], order: null }, "shop")
  expect(seen[0]).toContain("My name is [NAME_1], [EMAIL_1], card [CARD_1]. Where is my file? [EMAIL_1]!")
  expect(seen.length).toBeGreaterThanOrEqual(2)
  expect(seen.join()).not.toMatch(/Lovelace|ada@|4111/)
  expect(output.answer).toBe("We wrote to ada@example.org about card 4111 1111 1111 1111, and to [EMAIL_7].")
})

test("a crude answer is sent back to be mended, and never delivered", async () => {
  const answers = ["Oh shit, your file is there.", "Your file is on the order's page."]
  const asked: string[] = []
  const provider = stranger((input) => {
    asked.push(input)
    return { answer: answers[asked.length - 1], cites: [], handover: false }
  })
  const models = gateway([provider], async () => undefined)
  const { output } = await models.complete("support.answer", { question: "Where?", passages: [], order: null }, "shop")
  expect([output.answer, asked.length]).toEqual([answers[1], 2])
})

const talker = (text: string, hear: (request: ChatRequest) => void): ModelProvider => {
  const price = () => ({ in: 0, out: 0, image: 0 })
  const usage = { tokensIn: 1, tokensOut: 1, costMicros: 0 }
  return prompted({
    name: "stranger",
    mode: "live",
    tier: "local",
    useFor: [],
    models: { chat: "m", economy: "m", vision: "m", embed: "e", image: "i" },
    price,
    async chat(request) {
      hear(request)
      const calls = [{ id: "1", name: "find", input: { words: "[EMAIL_1]" } }]
      return { ...usage, text, calls, model: "stranger:m", cut: false }
    },
    embed: async (texts) => (
      hear({ texts } as never),
      { ...usage, vectors: texts.map(() => new Float32Array(2)), dimension: 2, model: "stranger:e" }
    ),
    image: async (prompt) => (hear({ prompt } as never), { ...usage, picture: { type: "image/png", base64: "" }, model: "stranger:i" }),
  })
}
const asked = { task: { name: "talk", version: 1 }, system: "Be brief.", turns: [{ role: "user" as const, text: question }], maxTokens: 50 }

test("talk, vectors and pictures read placeholders too; what is said comes back filled in and decent", async () => {
  const seen: string[] = []
  const said = "We wrote to [EMAIL_1]. Oh shit, [CARD_1] is a card. Bye [NAME_1]"
  const models = discreet(gateway([talker(said, (request) => void seen.push(JSON.stringify(request)))], async () => undefined))
  const reply = await models.chat(asked, "shop")
  expect(reply?.text).toBe("We wrote to ada@example.org. Oh ***, 4111 1111 1111 1111 is a card. Bye Ada Lovelace")
  expect(reply?.calls[0]?.input).toEqual({ words: "ada@example.org" })
  await models.embed([question, "plain"], "shop")
  await models.image(`A cover for ${question}`, "shop")
  expect(seen.length).toBe(3)
  expect(seen.join()).not.toMatch(/Lovelace|ada@|4111/)
})

test("a safe mode that the registry leaves out is off: nothing is replaced, nothing is refused", async () => {
  const seen: string[] = []
  const provider = talker("Oh shit, ada@example.org", (request) => void seen.push(JSON.stringify(request)))
  const models = discreet(gateway([provider], async () => undefined, { safeModes: [] }))
  expect((await models.chat(asked, "shop"))?.text).toBe("Oh shit, ada@example.org")
  expect(seen.join()).toContain("Lovelace")
  const rude = stranger(() => ({ answer: "Oh shit, your file is there.", cites: [], handover: false }))
  const plain = discreet(gateway([rude], async () => undefined, { safeModes: ["pii_redact"] }))
  expect((await plain.complete("support.answer", { question, passages: [], order: null }, "shop")).output.answer).toContain("shit")
})
