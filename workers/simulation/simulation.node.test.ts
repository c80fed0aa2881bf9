import { expect, test } from "vitest"
import type { Outcome } from "./figures.ts"
import { bundle } from "./host/bundle.ts"
import { makeShelf, playWorld } from "./host/play.ts"
import { pairedInterval } from "./host/statistics.ts"
import type { Plan } from "./market.ts"

const days = 3
const plan: Plan = { seed: 2, shoppers: 30, policy: "organisation", tick: 1440 }

/** From an empty shop to the end of the third day, with all the storage of its own. */
async function fromNothing(modules: Awaited<ReturnType<typeof bundle>>): Promise<Outcome> {
  const shelf = await makeShelf(modules, 1)
  try {
    return await playWorld(shelf, plan, days)
  } finally {
    await shelf.close()
  }
}

test("the same seed gives the same books and the same decisions from an empty shop on", { timeout: 600_000 }, async () => {
  const modules = await bundle()
  const [one, two] = [await fromNothing(modules), await fromNothing(modules)]
  expect(two.hashes).toEqual(one.hashes)
  expect(two).toEqual(one)
  // Somebody bought, so the books are not equal by being empty.
  expect(one.totals.orders).toBeGreaterThan(0)
  expect(one.totals.revenue).toBeGreaterThan(0)
  expect(one.jobs.failed).toEqual({})
  expect(one.tally.attacksPaid).toBe(0)
})

test("a difference that every world shows is outside zero, one that changes its sign is not", () => {
  expect(pairedInterval([300, 320, 280, 310, 290])).toMatchObject({ worlds: 5, mean: 300 })
  expect(pairedInterval([300, 320, 280, 310, 290]).low).toBeGreaterThan(250)
  const mixed = pairedInterval([300, -310, 280, -290, 20])
  expect(mixed.low).toBeLessThan(0)
  expect(mixed.high).toBeGreaterThan(0)
  expect(pairedInterval([300]).low).toBe(Number.NEGATIVE_INFINITY)
})
