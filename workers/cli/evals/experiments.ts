import { experimentPolicy } from "#seeds/policies/index.ts"
import { liveBandit } from "#workers/domain/experiment/rules/bandit-worlds.ts"
import { live, type Fate, type World } from "#workers/domain/experiment/rules/worlds.ts"
import type { Metrics } from "#workers/lib/regression.ts"

const { mostDays } = experimentPolicy.test
const worlds = (count: number, change: Partial<World>) =>
  Array.from({ length: count }, (_, seed) =>
    live({ seed, visitorsADay: 6000, rate: 0.02, lift: 1, refundRate: 0.03, refundLift: 1, mostDays, ...change }),
  )
const middle = (values: number[]) => values.toSorted((a, b) => a - b)[Math.floor(values.length / 2)] ?? 0
const mean = (values: number[]) => values.reduce((sum, value) => sum + value, 0) / values.length

type Wish = { name: string; count: number; change: Partial<World>; right: (fate: Fate) => boolean }
const shipped = ({ verdict }: Fate) => verdict.action === "ship"
const traffic = [1500, 6000, 20_000]
const wishes: Wish[] = [
  ...traffic.map((visitorsADay) => ({
    name: `no effect, ${visitorsADay} visitors a day: not shipped`,
    count: 1000,
    change: { visitorsADay },
    right: (fate: Fate) => !shipped(fate),
  })),
  ...traffic.map((visitorsADay) => ({
    name: `+10 %, ${visitorsADay} visitors a day: found`,
    count: 400,
    change: { visitorsADay, lift: 1.1 },
    right: shipped,
  })),
  { name: "+20 %, 1500 visitors a day: found", count: 400, change: { visitorsADay: 1500, lift: 1.2 }, right: shipped },
  { name: "-20 %: taken back", count: 400, change: { lift: 0.8 }, right: ({ verdict }) => verdict.reason === "worse" },
  {
    name: "+10 % orders, three times the refunds: stopped",
    count: 400,
    change: { lift: 1.1, refundLift: 3 },
    right: ({ verdict }) => verdict.reason === "guardrail",
  },
]

/** The proofs of workers/domain/experiment/rules at full size: seeded worlds whose truth is known, each looked at every night. Prints a table. */
export function experimentEval(): Metrics {
  const metrics: Metrics = {}
  console.log("| World | Worlds | Right | Median days | Median visitors in the treatment |\n| --- | --- | --- | --- | --- |")
  for (const { name, count, change, right } of wishes) {
    const fates = worlds(count, change)
    const hits = fates.filter(right)
    metrics[`experiments.${name}`] = hits.length / count
    const ended = hits.length > 0 ? hits : fates
    const days = middle(ended.map((fate) => fate.days))
    const exposed = middle(ended.map((fate) => fate.exposed))
    console.log(`| ${name} | ${count} | ${((100 * hits.length) / count).toFixed(1)} % | ${days} | ${exposed} |`)
  }
  return { ...metrics, ...banditEval() }
}

function banditEval(): Metrics {
  const metrics: Metrics = {}
  console.log(
    "\n| Bandit | Worlds | Best arm chosen | Median days | Orders missed | In equal parts |\n| --- | --- | --- | --- | --- | --- |",
  )
  const markets: Record<string, number[]> = {
    "four arms, one +30 %": [0.02, 0.02, 0.02, 0.026],
    "three arms, one +20 %": [0.02, 0.02, 0.024],
    "four arms, the control best": [0.026, 0.02, 0.02, 0.02],
  }
  for (const [name, rates] of Object.entries(markets)) {
    const best = rates.indexOf(Math.max(...rates))
    const winner = best === 0 ? "control" : `arm-${best}`
    const fates = Array.from({ length: 200 }, (_, seed) =>
      liveBandit({ seed, visitorsADay: 1500, rates, limits: { ...experimentPolicy.bandit, draws: 1000 } }),
    )
    const right = fates.filter(({ allocation }) => allocation.winner === winner).length / fates.length
    const [missed, even] = [mean(fates.map(({ regret }) => regret)), mean(fates.map((fate) => fate.even))]
    metrics[`experiments.bandit, ${name}: best chosen`] = right
    metrics[`experiments.bandit, ${name}: part of the missed orders saved`] = 1 - missed / even
    console.log(
      `| ${name} | 200 | ${(100 * right).toFixed(1)} % | ${middle(fates.map(({ days }) => days))} | ${missed.toFixed(1)} | ${even.toFixed(1)} |`,
    )
  }
  return metrics
}
