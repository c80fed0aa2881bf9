import { writeFile } from "node:fs/promises"
import { parseArgs } from "node:util"
import { z } from "zod"
import type { Outcome } from "#workers/simulation/figures.ts"
import { bundle } from "#workers/simulation/host/bundle.ts"
import { makeShelf, playWorlds } from "#workers/simulation/host/play.ts"
import { reportOf, type Report } from "#workers/simulation/host/report.ts"
import { printed } from "#workers/simulation/host/print.ts"
import { money } from "#workers/simulation/host/words.ts"
import { reportPage } from "#workers/simulation/host/page.ts"
import { policyNames } from "#workers/simulation/names.ts"
import { fail } from "./paths.ts"

/**
 * `npm run simulate -- --days 30 --seed 1 [--policy organisation|nothing|cheapest|random|all] [--seeds 5] [--shoppers 200] [--goods 5]
 * [--tick 240] [--at-once 1] [--plant harmful] [--report out.json|out.html]`: a market in a box, offline, from an empty shop. With several seeds or `all`, policies are
 * compared world by world.
 */
const whole = (low: number, high: number) => z.coerce.number().int().min(low).max(high)
const Options = z.object({
  days: whole(1, 366),
  seed: whole(1, 1_000_000),
  seeds: whole(1, 1000),
  shoppers: whole(1, 100_000),
  goods: whole(1, 8),
  tick: whole(5, 1440),
  plant: z.enum(["harmful"]).optional(),
  "at-once": whole(1, 16),
  policy: z.enum([...policyNames, "all"]),
  report: z
    .string()
    .regex(/\.(json|html)$/, "Name a file that ends with .json or .html.")
    .array(),
})
const text = (fallback: string) => ({ type: "string", default: fallback }) as const
const { values } = parseArgs({
  options: {
    days: text("30"),
    seed: text("1"),
    seeds: text("1"),
    shoppers: text("200"),
    goods: text("5"),
    tick: text("240"),
    "at-once": text("1"),
    policy: text("organisation"),
    plant: { type: "string" },
    report: { type: "string", multiple: true, default: [] },
  },
})
const read = Options.safeParse(values)
if (!read.success) fail(read.error.issues.map(({ path, message }) => `--${path.join(".")}: ${message}`).join("\n  "))
const { days, seed, plant, seeds, shoppers, goods, tick, policy, report: files, "at-once": atOnce } = read.data

const started = performance.now()
const seconds = () => (performance.now() - started) / 1000
const say = (line: string) => console.log(`${seconds().toFixed(0).padStart(5)} s  ${line}`)

const shelf = await makeShelf(await bundle(), goods)
say(`an empty shop has its first ${goods} goods`)
const worlds = Array.from({ length: seeds }, (_, n) => seed + n)
const plans = worlds.flatMap((world) =>
  (policy === "all" ? policyNames : [policy]).map((name) => ({ seed: world, shoppers, policy: name, tick, plant })),
)
const soFar: Outcome[] = []
/** Every finished world is written at once: who breaks off keeps what was played. */
async function done(one: Outcome): Promise<void> {
  const { orders, revenue, profit } = one.totals
  say(`world ${one.plan.seed}, ${one.plan.policy}: ${orders} orders, revenue ${money(revenue)}, profit ${money(profit)}`)
  soFar.push(one)
  await write(soFar)
}
async function write(outcomes: Outcome[]): Promise<Report> {
  const report = reportOf(outcomes, { days, goods, seconds: seconds() })
  for (const file of files) await writeFile(file, file.endsWith(".html") ? reportPage(report) : `${JSON.stringify(report, null, 2)}\n`)
  return report
}
for (const name of ["SIGINT", "SIGTERM"] as const) process.once(name, () => process.exit(130))
const outcomes = await playWorlds(shelf, plans, days, atOnce, done).finally(shelf.close)
console.log(`\n${printed(await write(outcomes))}`)
