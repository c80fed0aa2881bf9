import { expect, test } from "vitest"
import { breaker } from "./breaker.ts"
import type { Budget } from "./budget.ts"
import { ModelFault } from "./fault.ts"
import { gateway, NoModelAnswered, type AnswerCache, type ModelCall } from "./gateway.ts"
import type { ChatReply, ChatRequest, ModelProvider, Tier, Vendor } from "./model.ts"
import { prompted } from "./prompted.ts"

const input = { copy: { title: "T" }, url: "https://shop.test/p", limit: 260 } as never
const good = { text: "A planner of 31 pages for people who teach." }
const reply = (output: unknown, more: Partial<ChatReply> = {}): ChatReply => ({
  text: typeof output === "string" ? output : JSON.stringify(output),
  calls: [],
  tokensIn: 100,
  tokensOut: 50,
  costMicros: 300,
  model: "m",
  cut: false,
  ...more,
})
type Script = (request: ChatRequest, n: number) => ChatReply | Promise<ChatReply>

function vendor(name: string, tier: Tier, script: Script, more: Partial<Vendor> = {}): ModelProvider & { asked: ChatRequest[] } {
  const asked: ChatRequest[] = []
  const free = tier === "local"
  const made = prompted({
    name,
    mode: "live",
    tier,
    useFor: ["drafting"],
    models: { chat: "big", economy: "small", vision: "big" },
    price: (model) => (free ? { in: 0, out: 0, image: 0 } : { in: model === "big" ? 2 : 1, out: model === "big" ? 8 : 4, image: 0 }),
    chat: async (request) => script(request, asked.push(request)),
    ...more,
  })
  return Object.assign(made, { asked })
}
const last: ModelProvider = {
  name: "embedded",
  mode: "embedded",
  complete: async () => ({ output: good, tokensIn: 0, tokensOut: 0, costMicros: 0, model: "embedded:composer" }),
}
const fails = (...kinds: ConstructorParameters<typeof ModelFault>[0][]): Script => {
  const left = [...kinds]
  return () => {
    const kind = left.shift()
    if (kind) throw new ModelFault(kind, "as told", kind === "rate-limited" ? { retryAfter: 2000 } : {})
    return reply(good)
  }
}

/** A gateway whose clock and sleep are the test's, with everything that it did written down. */
function open(providers: ModelProvider[], more: { budget?: Budget; cache?: AnswerCache } = {}) {
  const calls: ModelCall[] = []
  const slept: number[] = []
  const clock = { now: 0 }
  const models = gateway(providers, async (call) => void calls.push(call), {
    breaker: breaker(),
    now: () => clock.now,
    sleep: async (ms) => void slept.push(ms),
    random: () => 0.5,
    ...more,
  })
  return { models, calls, slept, clock, post: () => models.complete("post", input, "prd_1") }
}
/** A ledger that lets so many micro-dollars go and writes down what it was told. */
function ledger(cap: number, refuse?: (ask: { economy: boolean; spare: boolean }) => string | null) {
  const said: string[] = []
  const held = new Map<string, number>()
  const budget: Budget = {
    async reserve({ amount, economy, spare }) {
      const cap75 = refuse?.({ economy, spare })
      if (cap75 || amount > cap) return { ok: false, cap: cap75 ?? "day" }
      const lease = `l${held.size}`
      held.set(lease, amount)
      said.push("reserve")
      return { ok: true, lease }
    },
    settle: async (lease, cost) => void said.push(`settle ${cost === held.get(lease) ? "worst" : cost}`),
    release: async () => void said.push("release"),
    rest: async (provider) => void said.push(`${provider} rests`),
  }
  return { budget, said }
}

test("each step of the ladder is asked until one answers, and every call is on record", async () => {
  const hosted = vendor("openai", "hosted", fails("unauthorized"))
  const other = vendor("anthropic", "hosted", fails("unknown-model"), { useFor: ["analysis"] })
  const edge = vendor("workers-ai", "edge", fails("not-configured"))
  const near = vendor("local", "local", fails("refusal"))
  const { post, calls } = open([last, near, edge, other, hosted])
  expect((await post()).model).toBe("embedded:composer")
  expect(calls.map(({ model, ok }) => [model, ok])).toEqual([
    ["openai:big", false],
    ["anthropic:big", false],
    ["workers-ai:big", false],
    ["local:big", false],
    ["embedded:composer", true],
  ])
  expect(calls[0]?.error).toContain("unauthorized")
})

test("what passes is tried again with jitter or when the vendor said; what does not pass is not", async () => {
  const patient = vendor("openai", "hosted", fails("server-error", "rate-limited"))
  const { post, slept, calls } = open([patient, last])
  expect((await post()).model).toBe("m")
  expect(slept).toEqual([250, 2125])
  expect(calls).toMatchObject([{ attempts: 3, ok: true, tokensIn: 100 }])
  const slow = vendor("openai", "hosted", () => {
    throw new ModelFault("rate-limited", "come back tomorrow", { retryAfter: 60_000 })
  })
  const impatient = open([slow, last])
  expect((await impatient.post()).model).toBe("embedded:composer")
  expect([slow.asked.length, impatient.slept]).toEqual([1, []])
})

test("an output that the schema refuses goes back with its faults at most twice", async () => {
  const learns = vendor("openai", "hosted", (_, n) => reply([{ text: 7 }, "no JSON at all", { ...good }][n - 1]))
  const first = open([learns, last])
  expect(await first.post()).toMatchObject({ output: good })
  expect(first.calls).toMatchObject([{ repairs: 2, tokensOut: 150, ok: true }])
  const turns = learns.asked[2]?.turns ?? []
  expect(turns.map(({ role }) => role)).toEqual(["user", "assistant", "user", "assistant", "user"])
  expect(turns[1]?.text).toBe('{"text":7}')
  expect(turns[2]?.text).toContain("text: ")
  const never = vendor("openai", "hosted", () => reply({ text: "short" }, { cut: true }))
  const second = open([never, last])
  expect((await second.post()).model).toBe("embedded:composer")
  expect(never.asked.length).toBe(3)
  expect(never.asked[1]?.turns[2]?.text).toContain("cut off")
})

test("a provider that keeps failing rests, is tried once after half a minute, and comes back when that works", async () => {
  let broken = true
  const flaky = vendor("openai", "hosted", () => {
    if (broken) throw new ModelFault("server-error", "down")
    return reply(good)
  })
  const { models, post, clock } = open([flaky, last])
  await post()
  await post()
  expect(flaky.asked.length).toBe(4)
  await post()
  expect(flaky.asked.length).toBe(4)
  clock.now = 30_000
  await post()
  expect(flaky.asked.length).toBe(5)
  broken = false
  clock.now = 60_001
  expect((await post()).model).toBe("m")
  expect(models.providers[0]?.name).toBe("openai")
})

test("a trial that the budget forbids is not used up, and a defect of the composer is not asked twice", async () => {
  let purse = 1_000_000
  const flaky = vendor("openai", "hosted", fails("unauthorized"))
  const budget: Budget = { ...ledger(0).budget, reserve: async () => (purse > 0 ? { ok: true, lease: "l" } : { ok: false, cap: "day" }) }
  const { post, clock } = open([flaky, last], { budget })
  await post()
  clock.now = 30_000
  purse = 0
  await post()
  purse = 1
  expect((await post()).model).toBe("m")
  let composed = 0
  const broken: ModelProvider = { ...last, complete: async () => Promise.reject(new TypeError(`undefined is not a topic ${composed++}`)) }
  await expect(open([broken]).post()).rejects.toThrow(/TypeError/)
  expect(composed).toBe(1)
})

test("money is held before a call, settled at its price, in full when unknown, given back when nothing was billed", async () => {
  const { budget, said } = ledger(1_000_000)
  await open([vendor("openai", "hosted", fails("server-error", "cut-off")), last], { budget }).post()
  expect(said).toEqual(["reserve", "release", "reserve", "settle worst", "reserve", "settle 300"])
})

test("what is free asks nobody, and an empty purse leaves the free ones", async () => {
  const { budget, said } = ledger(0)
  const hosted = vendor("openai", "hosted", () => reply(good))
  const near = vendor("local", "local", () => reply(good, { costMicros: 0, model: "near" }))
  expect((await open([hosted, near, last], { budget }).post()).model).toBe("near")
  expect([hosted.asked.length, said]).toEqual([0, []])
  expect((await open([hosted, last], { budget }).post()).model).toBe("embedded:composer")
})

test("a treasury that cannot be reached means no money, and what it does not hear loses no answer", async () => {
  const gone = async () => Promise.reject(new Error("overloaded"))
  const hosted = vendor("openai", "hosted", () => reply(good))
  const { post, calls } = open([hosted, last], { budget: { reserve: gone, settle: gone, release: gone, rest: gone } })
  expect((await post()).model).toBe("embedded:composer")
  expect([hosted.asked.length, calls[0]?.error?.includes("treasury")]).toEqual([0, true])
  const deaf = open([hosted, last], { budget: { ...ledger(1_000_000).budget, settle: gone } })
  expect((await deaf.post()).model).toBe("m")
})

test("a wrong key is told to the other isolates too, and a ladder out of time goes to the composer", async () => {
  const { budget, said } = ledger(1_000_000)
  await open([vendor("openai", "hosted", fails("unauthorized")), last], { budget }).post()
  expect(said).toEqual(["reserve", "release", "openai rests"])
  const slow = vendor("openai", "hosted", () => {
    late.clock.now += 240_000
    throw new ModelFault("timeout", "nothing came")
  })
  const next = vendor("anthropic", "hosted", () => reply(good))
  const late = open([slow, next, last])
  expect((await late.post()).model).toBe("embedded:composer")
  expect([slow.asked.length, next.asked.length]).toEqual([1, 0])
})

test("from 75 % the cheap model writes; from 90 % hosted models rest where something cheaper stands below", async () => {
  const hosted = vendor("openai", "hosted", () => reply(good))
  const at75 = ledger(1_000_000, ({ economy }) => (economy ? null : "level-75"))
  await open([hosted, last], { budget: at75.budget }).post()
  expect(hosted.asked.map(({ model }) => model)).toEqual(["small"])
  const at90 = ledger(1_000_000, ({ spare }) => (spare ? "level-90" : null))
  const edge = vendor("workers-ai", "edge", () => reply(good, { model: "edge" }))
  expect((await open([hosted, edge, last], { budget: at90.budget }).post()).model).toBe("edge")
  expect(hosted.asked.length).toBe(1)
})

test("the same question is answered once; a kept answer that no longer fits the schema is asked again", async () => {
  const kept = new Map<string, { output: unknown; model: string }>()
  const cache: AnswerCache = {
    find: async (key) => kept.get(key) ?? null,
    alike: async () => [],
    keep: async (key, { output, model }) => void kept.set(key, { output, model }),
  }
  const hosted = vendor("openai", "hosted", () => reply(good))
  const { post, calls } = open([hosted, last], { cache })
  await post()
  await post()
  expect(hosted.asked.length).toBe(1)
  expect(calls.map(({ cached, attempts, costMicros }) => [cached, attempts, costMicros])).toEqual([
    [false, 1, 300],
    [true, 0, 0],
  ])
  for (const key of kept.keys()) kept.set(key, { output: { old: true }, model: "m" })
  await post()
  expect(hosted.asked.length).toBe(2)
})

test("without a key the composer is alone: no lease, no cache, one call", async () => {
  const { budget, said } = ledger(1_000_000)
  const looked: string[] = []
  const cache: AnswerCache = {
    find: async (key) => (looked.push(key), null),
    alike: async () => [],
    keep: async (key) => void looked.push(key),
  }
  const { post, calls } = open([last], { budget, cache })
  await post()
  expect([said, looked, calls.length, calls[0]?.costMicros]).toEqual([[], [], 1, 0])
})

test("when nobody answers the error names every cause", async () => {
  const { post } = open([vendor("openai", "hosted", fails("refusal")), vendor("local", "local", fails("unknown-model"))])
  await expect(post()).rejects.toThrow(NoModelAnswered)
  await expect(open([vendor("openai", "hosted", fails("refusal"))]).post()).rejects.toThrow(/refusal: as told/)
})
