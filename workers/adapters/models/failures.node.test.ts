import { expect, test } from "vitest"
import { briefInput, playedModels, talk, vendorOf } from "#workers/test/played-models.ts"
import { breaker } from "./breaker.ts"
import type { FaultKind } from "./fault.ts"
import { gateway, type ModelCall } from "./gateway.ts"
import type { ModelProvider } from "./model.ts"

/** How each failure is told, by vendor; null where it is no failure of a talk: the words are simply said. */
type Told = { [vendor: string]: FaultKind | null }
const everywhere = (kind: FaultKind | null): Told => ({ openai: kind, anthropic: kind, compatible: kind, ollama: kind })
const failures: Record<string, Told> = {
  unauthorized: everywhere("unauthorized"),
  "rate-limited": everywhere("rate-limited"),
  "server-error": everywhere("server-error"),
  unavailable: everywhere("server-error"),
  "cut-off": everywhere("cut-off"),
  // A page has no end mark of a stream; Ollama's lines are JSON, so there it is told at once.
  nonsense: { ...everywhere("cut-off"), ollama: "nonsense" },
  // Ollama has no field for it.
  refusal: { ...everywhere("refusal"), ollama: null },
  truncated: everywhere(null),
  "invalid-json": everywhere(null),
}
const written = { output: { kind: "planner" }, tokensIn: 0, tokensOut: 0, costMicros: 0, model: "embedded:composer" }

/** The last step of the ladder, as the twin's own composer would write it. */
const composer = (honest: unknown): ModelProvider => ({
  name: "embedded",
  mode: "embedded",
  complete: async () => ({ ...written, output: honest }),
})

test("each vendor tells each of its failures, and the shop's work goes on down the ladder to an answer", async () => {
  const { made, misbehave } = playedModels()
  const honest = (await made.ollama?.complete("brief", briefInput as never))?.output
  for (const [name, provider] of Object.entries(made)) {
    if (!provider) throw new Error(`${name} is not turned on.`)
    const vendor = vendorOf(provider)
    for (const [how, told] of Object.entries(failures)) {
      await misbehave(name, how)
      const chat = vendor.chat({ ...talk, model: vendor.models.chat, onText: () => undefined }).then(
        () => null,
        (error: { kind?: string }) => error.kind,
      )
      expect([name, how, await chat]).toEqual([name, how, told[name]])
      const calls: ModelCall[] = []
      const models = gateway([provider, composer(honest)], async (call) => void calls.push(call), {
        breaker: breaker(),
        sleep: async () => undefined,
      })
      await misbehave(name, how, 1000)
      const { model } = await models.complete("brief", briefInput as never, "prd_1")
      expect([name, how, model, calls.map(({ ok }) => ok)]).toEqual([name, how, "embedded:composer", [false, true]])
      expect(calls[0]?.error?.length, `${name} ${how}`).toBeGreaterThan(10)
      await misbehave(name, "behave")
    }
    await misbehave(name, "slow")
    const late = vendor.chat({ ...talk, model: vendor.models.chat, signal: AbortSignal.timeout(50) })
    await expect(late, name).rejects.toMatchObject({ kind: "timeout", costMicros: null })
  }
})

test("what passes is waited for, what is badly formed goes back with its faults, at every vendor", async () => {
  const { made, misbehave } = playedModels()
  for (const [name, provider] of Object.entries(made)) {
    if (!provider) throw new Error(`${name} is not turned on.`)
    const calls: ModelCall[] = []
    const models = gateway([provider], async (call) => void calls.push(call), { breaker: breaker(), sleep: async () => undefined })
    const steps: [string, number][] = [
      ["server-error", 2],
      ["invalid-json", 1],
      ["truncated", 2],
    ]
    for (const [at, [how, times]] of steps.entries()) {
      await misbehave(name, how, times)
      await models.complete("brief", { ...briefInput, month: 3 + at } as never, "prd_1")
    }
    expect(
      calls.map(({ attempts, repairs, ok }) => [attempts, repairs, ok]),
      name,
    ).toEqual([
      [3, 0, true],
      [2, 1, true],
      [3, 2, true],
    ])
  }
})
