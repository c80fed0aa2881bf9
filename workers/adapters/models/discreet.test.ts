import { expect, test } from "vitest"
import { discreet } from "./discreet.ts"
import { gateway } from "./gateway.ts"
import type { ModelProvider } from "./model.ts"

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
