import { rmSync } from "node:fs"
import { cp, mkdtemp, rm } from "node:fs/promises"
import { tmpdir } from "node:os"
import type { Outcome } from "../figures.ts"
import type { Plan } from "../market.ts"
import type { Module } from "./bundle.ts"
import { openMarket } from "./market.ts"

/** `onD1`: its rows lie in D1 itself, and so do those of the worlds that begin with it. */
export type Shelf = { modules: Module[]; folder: string; onD1: boolean; seconds: number; close(): Promise<void> }

const scratches = new Set<string>()
// Memory is not given back by a process that was broken off.
process.once("exit", () => {
  for (const folder of scratches) rmSync(folder, { recursive: true, force: true })
})

/** In memory where the system has a folder for that: a commit then waits for no disk, which is most of a simulated day. */
async function scratch(): Promise<string> {
  const folder = await mkdtemp("/dev/shm/autonomax-market-").catch(() => mkdtemp(`${tmpdir()}/autonomax-market-`))
  scratches.add(folder)
  return folder
}

async function forget(folder: string): Promise<void> {
  await rm(folder, { recursive: true, force: true })
  scratches.delete(folder)
}

/** Makes an empty shop and its first shelf, and keeps it on disk: every world begins with a copy of it. */
export async function makeShelf(modules: Module[], goods: number, onD1 = false): Promise<Shelf> {
  const started = performance.now()
  const folder = await scratch()
  const market = await openMarket(modules, folder, onD1)
  try {
    await market.migrate()
    await market.call("/open", { goods })
  } finally {
    await market.close()
  }
  const seconds = (performance.now() - started) / 1000
  return { modules, folder, onD1, seconds, close: () => forget(folder) }
}

/** Plays one world under one policy, day by day. */
export async function playWorld(
  shelf: Shelf,
  plan: Plan,
  days: number,
  dayDone: (day: number) => void = () => undefined,
): Promise<Outcome> {
  const folder = await scratch()
  await cp(shelf.folder, folder, { recursive: true })
  const market = await openMarket(shelf.modules, folder, shelf.onD1)
  try {
    await market.call("/begin", plan)
    for (let day = 0; day < days; day++) {
      await market.call("/day", { day })
      dayDone(day)
    }
    return await market.call<Outcome>("/outcome", { day: days })
  } finally {
    await market.close()
    await forget(folder)
  }
}

/** Plays worlds, so many at once, each in a workerd of its own; outcomes stand in the order of the plans. */
export async function playWorlds(
  shelf: Shelf,
  plans: Plan[],
  days: number,
  atOnce: number,
  done: (one: Outcome) => Promise<void>,
): Promise<Outcome[]> {
  const outcomes: Outcome[] = []
  let next = 0
  const worker = async () => {
    for (let at = next++; at < plans.length; at = next++) {
      const plan = plans[at]
      if (!plan) return
      const outcome = await playWorld(shelf, plan, days)
      outcomes[at] = outcome
      await done(outcome)
    }
  }
  await Promise.all(Array.from({ length: atOnce }, worker))
  return outcomes
}
