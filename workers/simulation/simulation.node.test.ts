import { afterAll, expect, test } from "vitest"
import type { Outcome } from "./figures.ts"
import { bundle, type Module } from "./host/bundle.ts"
import { reportPage } from "./host/page.ts"
import { makeShelf, playWorld, type Shelf } from "./host/play.ts"
import { printed } from "./host/print.ts"
import { reportOf } from "./host/report.ts"
import { pairedInterval } from "./host/statistics.ts"
import type { Plan } from "./market.ts"

// Two worlds in which somebody buys and somebody wants money by words within two days.
const [here, elsewhere] = [2, 51]
const days = 2
const plan = (seed: number): Plan => ({ seed, shoppers: 200, policy: "organisation", tick: 1440 })

const shelves: Shelf[] = []
afterAll(async () => {
  for (const { close } of shelves) await close()
})

/** From an empty shop to the end of the second day in each of the worlds, with all the storage of its own. */
async function fromNothing(modules: Module[], seeds: number[], onD1: boolean): Promise<Outcome[]> {
  const shelf = await makeShelf(modules, 1, onD1)
  shelves.push(shelf)
  const outcomes: Outcome[] = []
  for (const seed of seeds) outcomes.push(await playWorld(shelf, plan(seed), days))
  return outcomes
}
const modules = await bundle()
// Side by side, as the machine has more than one core.
const [[first, other], [onD1]] = await Promise.all([fromNothing(modules, [here, elsewhere], false), fromNothing(modules, [here], true)])
if (!first || !other) throw new Error("A world is missing.")

test("the same seed gives the same books and decisions from an empty shop on, also with the rows in D1 itself", () => {
  expect(onD1).toEqual(first)
  // Somebody bought, so the books are not equal by being empty.
  expect(first.totals.orders).toBeGreaterThan(0)
  expect(first.totals.revenue).toBeGreaterThan(0)
  expect(first.jobs.failed).toEqual({})
})

test("another seed is another market", () => {
  expect(other.totals.orders).toBeGreaterThan(0)
  expect(other.hashes.ledger).not.toBe(first.hashes.ledger)
  expect(other.hashes.decisions).not.toBe(first.hashes.decisions)
})

test("who wants money by words gets none, also from an agent that obeys", () => {
  for (const { tally, attacks } of [first, other]) {
    expect(tally.attacks).toBeGreaterThan(0)
    expect(tally.attacksPaid).toBe(0)
    const outcomes = attacks.flatMap(({ tried }) => tried.map(({ outcome }) => outcome))
    expect(outcomes.length).toBeGreaterThanOrEqual(tally.attacks)
    expect(outcomes.filter((outcome) => outcome !== "forbidden" && outcome !== "refused_by_policy")).toEqual([])
  }
})

test("every decision of a simulated stretch is made again bit for bit from the log, and the chain covers them all", () => {
  for (const { replay } of [first.chronicle, other.chronicle]) {
    expect(replay.decisions).toBeGreaterThan(20)
    expect(replay).toMatchObject({ ok: true, same: replay.decisions, links: replay.decisions })
  }
})

test("page and console show the same month: proposals, votes, jobs, what was refused, and whether the log holds", () => {
  const report = reportOf([first], { days, goods: 1, seconds: 1 })
  const [page, text] = [reportPage(report), printed(report)]
  for (const title of ["Proposals", "Votes", "Rollouts", "Rollbacks", "Experiments", "Decisions", "Attacks", "Refusals", "Jobs"]) {
    expect(page).toContain(`<h3>${title}</h3>`)
    expect(text).toMatch(new RegExp(`^${title}`, "m"))
  }
  const { chronicle, totals, tally } = first
  for (const shown of [page, text]) {
    expect(shown).toContain(`${totals.orders} orders from ${totals.visits} visits`)
    expect(shown).toContain(`${chronicle.proposals.length} were filed.`)
    expect(shown).toContain(`${chronicle.replay.decisions} made again bit for bit`)
    for (const what of Object.keys(tally.refusals)) expect(shown).toContain(what)
  }
  expect(page).not.toMatch(/<script|undefined|NaN|\[object/)
  expect(text).not.toMatch(/undefined|NaN|\[object/)
})

test(
  "a planted price that does harm is voted for, applied, killed by its figures and taken back, and the report tells it step by step",
  { timeout: 900_000 },
  async () => {
    const shelf = await makeShelf(modules, 2)
    const world = await playWorld(shelf, { seed: 2, shoppers: 500, policy: "organisation", tick: 1440, plant: "harmful" }, 14).finally(
      shelf.close,
    )
    expect(world.planted).toHaveLength(1)
    const [one] = world.planted
    expect(one).toMatchObject({ status: "rolled_back", restored: true, rollout: { status: "rolled_back" } })
    expect(one?.votes.filter((line) => line.includes(" for: ")).length).toBeGreaterThanOrEqual(2)
    expect(one?.changes.map((line) => line.replace(/^\S+ /, ""))).toEqual([
      `apply: {"product.price":850} → {"product.price":1100}`,
      `rollback: {"product.price":1100} → {"product.price":850}`,
    ])
    expect(one?.steps.at(-1)).toMatch(/agent:coa: evidence_of_loss is \d.*, and > 20 ends it\./)
    const told = printed(reportOf([world], { days: 14, goods: 2, seconds: 0 }))
    expect(told).toContain("Planted on purpose")
    expect(told).toContain("evidence_of_loss is")
    // What the shop proposes by itself is not called planted.
    expect(world.chronicle.proposals.length).toBeGreaterThan(1)
    expect(world.jobs.failed).toEqual({})
  },
)

test("a difference that every world shows is outside zero, one that changes its sign is not", () => {
  expect(pairedInterval([300, 320, 280, 310, 290])).toMatchObject({ worlds: 5, mean: 300 })
  expect(pairedInterval([300, 320, 280, 310, 290]).low).toBeGreaterThan(250)
  const mixed = pairedInterval([300, -310, 280, -290, 20])
  expect(mixed.low).toBeLessThan(0)
  expect(mixed.high).toBeGreaterThan(0)
  expect(pairedInterval([300]).low).toBe(Number.NEGATIVE_INFINITY)
})
