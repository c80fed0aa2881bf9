import fc from "fast-check"
import { expect, test } from "vitest"
import { seeded } from "./random.ts"
import { openLedger, release, reserve, settle, sweep, type Caps, type LeaseAsk, type Ledger, type Level } from "./treasury.ts"

const noon = Date.parse("2026-11-22T12:00:00Z")
const nobody = { job: null, agent: null, product: null }
const ask = (id: string, amount: number, more: Partial<LeaseAsk> = {}): LeaseAsk => ({
  ...nobody,
  provider: "openai",
  id,
  amount,
  economy: true,
  spare: false,
  ttl: 60_000,
  ...more,
})
const caps = (day: number, other = day): Caps => ({ day, job: other, agent: other, product: other })
const today = (ledger: Ledger) => ledger.used.get("day:2026-11-22") ?? 0
const copy = (ledger: Ledger): Ledger => openLedger(ledger.leases.values())
const summed = (ledger: Ledger) => Array.from(ledger.leases.values()).reduce((sum, { charged }) => sum + charged, 0)

test("every interleaving of three leases and every event keeps the sums right and under the cap", () => {
  const limit = caps(10, 7)
  const events: ((ledger: Ledger) => unknown)[] = ["a", "b", "c"].flatMap((id, at) => [
    // Two leases share a job, so that two caps bind at once; 4 + 4 + 5 is more than either allows.
    (ledger: Ledger) => reserve(ledger, limit, ask(id, at === 2 ? 5 : 4, { job: at === 0 ? null : "j" }), noon),
    (ledger: Ledger) => settle(ledger, id, 3),
    (ledger: Ledger) => settle(ledger, id, 0),
    (ledger: Ledger) => release(ledger, id),
  ])
  events.push((ledger) => sweep(ledger, noon + 60_000))
  const print = (ledger: Ledger) => JSON.stringify([...ledger.leases.values()].toSorted((a, b) => a.id.localeCompare(b.id)))
  const seen = new Map([[print(openLedger()), openLedger()]])
  const waiting = [...seen.values()]
  let steps = 0
  for (let ledger = waiting.pop(); ledger; ledger = waiting.pop()) {
    for (const event of events) {
      const next = copy(ledger)
      event(next)
      const once = print(next)
      event(next)
      // Said twice is said once.
      expect(print(next)).toBe(once)
      expect(today(next)).toBe(summed(next))
      expect(today(next)).toBeLessThanOrEqual(10)
      expect(next.used.get("job:j") ?? 0).toBeLessThanOrEqual(7)
      expect([...next.open].toSorted()).toEqual(
        [...next.leases.values()]
          .filter(({ status }) => status === "held")
          .map(({ id }) => id)
          .toSorted(),
      )
      steps++
      if (!seen.has(once)) waiting.push(seen.set(once, next).get(once) ?? next)
    }
  }
  expect(seen.size).toBeGreaterThan(100)
  expect(steps).toBe(seen.size * events.length)
})

const Move = fc.record({
  kind: fc.constantFrom("reserve", "settle", "settle", "release", "sweep", "restart"),
  lease: fc.nat(60),
  amount: fc.integer({ min: 1, max: 400 }),
  share: fc.double({ min: 0, max: 1.3, noNaN: true }),
  pass: fc.nat(40_000),
  job: fc.constantFrom(null, "j1", "j2"),
  product: fc.constantFrom(null, "p1", "p2"),
})

test("whatever happens, no cap is passed by more than what a vendor billed over the agreed worst case", () => {
  fc.assert(
    fc.property(fc.array(Move, { maxLength: 300 }), (moves) => {
      const limit: Caps = { day: 2000, job: 900, agent: 2000, product: 700 }
      let ledger = openLedger()
      let [now, overrun] = [noon, 0]
      for (const { kind, lease, amount, share, pass, job, product } of moves) {
        const id = `l${lease}`
        const worst = ledger.leases.get(id)?.amount ?? 0
        if (kind === "reserve") reserve(ledger, limit, ask(id, amount, { job, product }), now)
        else if (kind === "settle") overrun += settle(ledger, id, worst * share) ? Math.max(0, Math.ceil(worst * share) - worst) : 0
        else if (kind === "release") release(ledger, id)
        else if (kind === "restart") ledger = copy(ledger)
        else sweep(ledger, (now += pass % 5000))
        expect(today(ledger)).toBe(summed(ledger))
        expect(today(ledger)).toBeLessThanOrEqual(limit.day + overrun)
        for (const name of ["j1", "j2"]) expect(ledger.used.get(`job:${name}`) ?? 0).toBeLessThanOrEqual(limit.job + overrun)
        for (const name of ["p1", "p2"])
          expect(ledger.used.get(`product:${name}:2026-11-22`) ?? 0).toBeLessThanOrEqual(limit.product + overrun)
      }
    }),
    { numRuns: 200 },
  )
})

test("with demand enough, at least 95 % of the cap is used", () => {
  fc.assert(
    fc.property(fc.integer(), fc.integer({ min: 1, max: 40 }), (seed, abreast) => {
      const random = seeded("demand", seed)
      const ledger = openLedger()
      const flying: (() => void)[] = []
      for (let n = 0; ; n++) {
        const worst = random.int(20, 400)
        if (flying.length >= abreast) flying.shift()?.()
        if (reserve(ledger, caps(10_000), ask(`l${n}`, worst), noon).ok)
          flying.push(() => void settle(ledger, `l${n}`, worst * (0.05 + random.next() * 0.95)))
        else if (flying.length > 0) flying.shift()?.()
        else break
      }
      expect(today(ledger)).toBeLessThanOrEqual(10_000)
      expect(today(ledger)).toBeGreaterThanOrEqual(9500)
    }),
    { numRuns: 200 },
  )
})

test("the ladder steps down at 75, 90 and 100 %", () => {
  const table: [used: number, more: Partial<LeaseAsk>, amount: number, verdict: string | true, level: Level][] = [
    [740, { economy: false }, 10, true, 75],
    [750, { economy: false }, 10, "level-75", 75],
    [750, {}, 10, true, 75],
    [900, { spare: true }, 10, "level-90", 90],
    [900, {}, 100, true, 100],
    [900, {}, 101, "day", 90],
    [1000, {}, 1, "day", 100],
  ]
  for (const [used, more, amount, wanted, level] of table) {
    const ledger = openLedger()
    reserve(ledger, caps(1000), ask("before", used), noon)
    const verdict = reserve(ledger, caps(1000), ask("next", amount, more), noon)
    expect([used, verdict.ok || verdict.cap, verdict.level]).toEqual([used, wanted, level])
  }
})

test("a lease that expires stays charged until its holder says what it cost", () => {
  const ledger = openLedger()
  reserve(ledger, caps(100), ask("a", 60), noon)
  expect(sweep(ledger, noon + 59_999)).toEqual([])
  expect(sweep(ledger, noon + 60_000).map(({ id }) => id)).toEqual(["a"])
  expect(reserve(ledger, caps(100), ask("b", 60), noon)).toMatchObject({ ok: false, cap: "day" })
  settle(ledger, "a", 15)
  expect(settle(ledger, "a", 99)).toBeNull()
  expect(today(ledger)).toBe(15)
  expect(reserve(ledger, caps(100), ask("b", 60), noon).ok).toBe(true)
})
