import { expect, test } from "vitest"
import { openDb } from "#workers/lib/db.ts"
import { bindings, clock } from "#workers/test/ctx.ts"
import { pacing } from "./pace.ts"

const db = openDb(bindings.DB)
const key = () => `test-${crypto.randomUUID()}`
const perSecond = { of: "call" as const, calls: 10, seconds: 1 }
const perHour = { of: "call" as const, calls: 25, seconds: 3600 }

test("no second ever holds more calls than allowed, from two takers together, and none is lost", async () => {
  const time = clock()
  const [one, other] = [pacing(db, time.now, time.wait), pacing(db, time.now, time.wait)]
  const [name, times] = [key(), [] as number[]]
  for (let n = 0; n < 60; n++) {
    const taker = n % 2 ? one : other
    for (let taken = await taker.take(name, [perSecond]); !taken.ok; taken = await taker.take(name, [perSecond]))
      await taker.wait(taken.waitMs)
    times.push(time.now().getTime())
    if (n % 7 === 0) time.pass(0.013)
  }
  for (const at of times) expect(times.filter((when) => when > at - 1000 && when <= at).length).toBeLessThanOrEqual(10)
  // Six seconds would be perfect; the pieces cost a little.
  expect(times.at(-1)! - times[0]!).toBeLessThan(7000)
})

test("racing takers get exactly what there is", async () => {
  const time = clock()
  const name = key()
  const takers = Array.from({ length: 30 }, () => pacing(db, time.now, time.wait).take(name, [perSecond]))
  expect((await Promise.all(takers)).filter(({ ok }) => ok)).toHaveLength(10)
})

test("of two limits the longer one holds too, takes nothing when the other refuses, and says how long", async () => {
  const time = clock()
  const [limits, name] = [pacing(db, time.now, time.wait), key()]
  for (let n = 0; n < 25; n++) {
    expect((await limits.take(name, [perSecond, perHour])).ok).toBe(true)
    time.pass(0.2)
  }
  const refused = await limits.take(name, [perSecond, perHour])
  expect(refused).toMatchObject({ ok: false, rate: perHour })
  expect(refused.ok ? 0 : refused.waitMs).toBeGreaterThan(3_500_000)
  expect(await limits.left(name, [perSecond, perHour])).toMatchObject([{ left: 5 }, { left: 0 }])
  time.pass(4000)
  expect((await limits.take(name, [perSecond, perHour])).ok).toBe(true)
  await limits.forget()
  expect(await limits.left(name, [perHour])).toMatchObject([{ left: 24 }])
})

test("what a clock that runs days ahead has counted holds nobody back", async () => {
  const [early, late, name] = [clock(), clock("2026-12-01T09:00:00Z"), key()]
  const take = async (time: typeof early) => (await pacing(db, time.now, time.wait).take(name, [perSecond, perHour])).ok
  for (let n = 0; n < 10; n++) expect(await take(late)).toBe(true)
  expect(await take(late)).toBe(false)
  for (let n = 0; n < 10; n++) expect(await take(early)).toBe(true)
  expect(await take(early)).toBe(false)
})
