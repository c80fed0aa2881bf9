import { evictDurableObject, runDurableObjectAlarm } from "cloudflare:test"
import { expect, test } from "vitest"
import { bindings } from "#workers/test/ctx.ts"
import { seeded } from "#workers/lib/random.ts"
import type { Caps, LeaseAsk } from "#workers/lib/treasury.ts"

const caps: Caps = { day: 10_000_000, job: 10_000_000, agent: 10_000_000, product: 10_000_000 }
const worst = 20_000
const ask = (id: string, more: Partial<LeaseAsk> = {}): LeaseAsk => ({
  id,
  provider: "openai",
  amount: worst,
  economy: true,
  spare: false,
  ttl: 60_000,
  job: null,
  agent: null,
  product: null,
  ...more,
})
const treasury = (name: string) => bindings.Treasury.getByName(`${name}-${crypto.randomUUID()}`)

test("1,000 calls at once with crashes, time-outs, overruns and duplicate settles: not a cent over the cap, and at least 95 % of it used", async () => {
  const book = treasury("storm")
  const random = seeded("storm")
  let [billed, refused, crashed] = [0, 0, 0]
  const calls = Array.from({ length: 1000 }, (_, n) => ({ n, fate: random.next(), share: 0.55 + random.next() * 0.45 }))
  const call = async ({ n, fate, share }: (typeof calls)[number]) => {
    const id = `lease-${n}`
    // Five hundred at once hold more than the cap; who is refused comes again until the others have settled.
    for (let tries = 0; ; tries++) {
      const verdict = await book.reserve(ask(id, { ttl: fate < 0.02 ? 1 : 60_000 }), caps)
      if (verdict.ok) break
      if (tries === 5) return void refused++
      await new Promise((resolve) => setTimeout(resolve, 100 * 2 ** tries))
    }
    // 2 % die after the vendor has billed them and never say a word.
    if (fate < 0.02) {
      billed += worst * share
      return void crashed++
    }
    // 4 % time out: nobody knows, so the whole worst case is settled, and that is the most a vendor can bill.
    if (fate < 0.06) {
      billed += worst
      return book.settle(id, worst)
    }
    // 4 % are told at once that they are not served, which costs nothing.
    if (fate < 0.1) return book.release(id)
    // A stream that ran to its token limit costs exactly the worst case.
    const actual = Math.floor(fate < 0.15 ? worst : worst * share)
    billed += actual
    await book.settle(id, actual)
    if (fate > 0.8) await Promise.all([book.settle(id, actual), book.settle(id, worst), book.release(id)])
  }
  await Promise.all(calls.map(call))
  await runDurableObjectAlarm(book)
  const { charged, held, presumed } = await book.view(caps)
  expect(held).toBe(0)
  expect(presumed).toBe(crashed * worst)
  expect(charged).toBeLessThanOrEqual(caps.day)
  expect(billed).toBeLessThanOrEqual(charged)
  expect(charged / caps.day).toBeGreaterThanOrEqual(0.95)
  expect(billed / caps.day).toBeGreaterThanOrEqual(0.95)
  expect(refused).toBeGreaterThan(0)
}, 120_000)

test("the caps of a job, an agent and a product bind beside the day's", async () => {
  const book = treasury("scopes")
  const small: Caps = { day: 100, job: 30, agent: 50, product: 25 }
  const verdicts = []
  for (const [id, scope] of [
    ["a", { job: "j1", product: "p1", agent: "a1" }],
    ["b", { job: "j1", product: "p2", agent: "a1" }],
    ["c", { job: "j2", product: "p1", agent: "a1" }],
    ["d", { job: "j3", product: "p2", agent: "a1" }],
    ["e", { job: "j4", product: "p3", agent: "a1" }],
    ["f", { job: "j4", product: "p3", agent: "a2" }],
  ] as const)
    verdicts.push(await book.reserve(ask(id, { ...scope, amount: 20 }), small))
  expect(verdicts.map((verdict) => verdict.ok || verdict.cap)).toEqual([true, "job", "product", true, "agent", true])
})

test("the ledger outlives its object: what was held or charged stands again after it has gone", async () => {
  const book = treasury("restart")
  await book.reserve(ask("held"), caps)
  await book.reserve(ask("paid"), caps)
  await book.settle("paid", 700)
  await evictDurableObject(book)
  await book.settle("paid", 9999)
  expect(await book.view(caps)).toMatchObject({ charged: 700, held: worst, presumed: 0 })
})

test("a provider that failed for one isolate is left alone by all of them until its rest is over", async () => {
  const book = treasury("rest")
  await book.rest("openai", 60_000)
  await book.rest("anthropic", 0)
  expect(await book.reserve(ask("a"), caps)).toMatchObject({ ok: false, cap: "openai rests" })
  expect((await book.reserve(ask("b", { provider: "anthropic" }), caps)).ok).toBe(true)
})
