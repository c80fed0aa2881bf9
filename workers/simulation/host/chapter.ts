import type { Outcome } from "../figures.ts"
import type { Chronicle, Proposed, Shown } from "../chronicle.ts"
import { money, numbers, percent, texts, when, words, type Table } from "./words.ts"

/** One world, described once for every way to show it. */
export type Chapter = { title: string; says: string; curve: number[]; tables: Table[]; hashes: Outcome["hashes"] }

export function chapterOf(outcome: Outcome): Chapter {
  const { plan, days, totals, hashes, chronicle } = outcome
  const { visits, orders, conversion, revenue, refunds, costs, profit } = totals
  const shelf = `goods on the shelf after the first day ${days[0]?.live ?? 0}, after the last ${totals.live}`
  return {
    title: `World ${plan.seed}, ${plan.policy}`,
    says: `${orders} orders from ${visits} visits (${percent(conversion)}): revenue ${money(revenue)}, refunds ${money(refunds)}, costs ${money(costs)}, profit ${money(profit)}; ${shelf}.`,
    curve: days.reduce<number[]>((sums, day) => [...sums, (sums.at(-1) ?? 0) + day.profit], []),
    tables: [
      daily(outcome),
      goods(outcome),
      proposals(chronicle),
      ballots(chronicle),
      rollouts(chronicle),
      rollbacks(chronicle),
      ...planted(outcome),
      experiments(chronicle),
      decisions(chronicle),
      attacks(outcome),
      refusals(outcome),
      jobs(outcome),
      shoppers(outcome),
    ],
    hashes,
  }
}

const daily = ({ days }: Outcome): Table => ({
  title: "The days",
  columns: [...words("day"), ...numbers("visits", "orders", "revenue", "refunds", "costs", "profit", "goods")],
  rows: days.map(({ day, visits, orders, revenue, refunds, costs, profit, live }) => [
    day,
    ...[visits, orders].map(String),
    ...[revenue, refunds, costs, profit].map(money),
    String(live),
  ]),
})

const goods = ({ goods: all }: Outcome): Table => ({
  title: "Goods",
  says: "What was sold of each, here and on the channels, before refunds.",
  columns: [...words("since"), ...numbers("price now", "sold", "for"), ...texts("good")],
  rows: all.map(({ title, first, live, price, sold, amount }) => [
    live ? (first ? "the opening" : "later") : "withdrawn",
    money(price),
    String(sold),
    money(amount),
    title,
  ]),
})

function tallied({ votes }: Proposed): string {
  const cast = (["for", "against", "abstain"] as const).map(
    (choice) => [choice, votes.filter((vote) => vote.choice === choice).length] as const,
  )
  return cast.flatMap(([choice, n]) => (n > 0 ? [`${n} ${choice}`] : [])).join(", ") || "none"
}

const proposals = ({ proposals: all, releases }: Chronicle): Table => ({
  title: "Proposals",
  says: [
    `${all.length} were filed.`,
    ...releases.map(({ at, version }) => `The first paid order froze release ${version} on ${when(at)}.`),
  ].join(" "),
  columns: [...words("filed", "kind", "by", "votes", "now"), ...texts("about", "what", "why")],
  rows: all.map((one) => [when(one.at), one.kind, one.author, tallied(one), one.status, one.about, one.summary, one.why]),
})

const ballots = ({ proposals: all }: Chronicle): Table => ({
  title: "Votes",
  columns: [...words("cast", "voter", "choice"), ...texts("proposal", "reason")],
  rows: all.flatMap(({ summary, votes }) => votes.map(({ at, voter, choice, reason }) => [when(at), voter, choice, summary, reason])),
})

const stepsOf = ({ startedAt, steps, way, percent: now }: Shown) => {
  const first = steps.length === 0 ? now : way === "time" ? 100 : "first"
  const from = first === "first" ? `shown to the first on ${when(startedAt)}` : `${first} % on ${when(startedAt)}`
  return [from, ...steps.map(({ at, percent: to, status }) => `${to === null ? (status ?? "") : `${to} %`} on ${when(at)}`)].join(", ")
}

const rollouts = ({ proposals: all }: Chronicle): Table => ({
  title: "Rollouts",
  says: "A change of words goes to a part of the visitors, step by step; a price changes for everybody and is watched.",
  columns: [...words("way", "shown to", "now"), ...texts("about", "what", "steps", "why")],
  rows: all.flatMap(({ about, summary, rollout: one }) =>
    one ? [[one.way, `${one.percent} %`, one.status, about, summary, stepsOf(one), one.why || "It has just begun."]] : [],
  ),
})

const rollbacks = ({ proposals: all }: Chronicle): Table => ({
  title: "Rollbacks",
  columns: [...words("on", "kind"), ...texts("about", "what", "reason")],
  rows: all
    .filter(({ status, rollout: one }) => status === "rolled_back" || one?.status === "rolled_back")
    .map(({ at, kind, about, summary, why, rollout: one }) => [when(one?.steps.at(-1)?.at ?? at), kind, about, summary, one?.why || why]),
})

const planted = ({ planted: all }: Outcome): Table[] =>
  all.map(({ summary, status, restored, votes, steps, changes }) => ({
    title: "Planted on purpose",
    says: `${summary} It is now ${status}${restored ? ", and all is as it was" : ""}.`,
    columns: texts("what the shop did about it"),
    rows: [...votes, ...changes.slice(0, 1), ...steps, ...changes.slice(1)].map((line) => [line]),
  }))

const experiments = ({ experiments: all }: Chronicle): Table => ({
  title: "Experiments",
  says: "Buyers over visitors by arm; the test is valid at every look.",
  columns: [...words("key", "kind", "began", "ended", "verdict"), ...texts("about", "arms", "why")],
  rows: all.map(({ key, kind, mode, about, startedAt, endedAt, verdict, winner, arms, why }) => [
    key,
    `${kind}, ${mode}`,
    startedAt?.slice(0, 10) ?? "not yet",
    endedAt?.slice(0, 10) ?? "no",
    winner ? `${verdict}: ${winner}` : verdict,
    about,
    arms
      .map(({ arm, conversions, visitors, refunds }) => `${arm} ${conversions}/${visitors}${refunds ? `, ${refunds} refunded` : ""}`)
      .join("; "),
    why,
  ]),
})

const decisions = ({ replay: { ok, decisions: made, rules, says } }: Chronicle): Table => ({
  title: "Decisions",
  says: `${made} decisions in the log, ${ok ? "and it holds" : "and it does NOT hold"}: ${says}`,
  columns: [...words("rule"), ...numbers("times")],
  rows: rules.map(({ rule, count }) => [rule, String(count)]),
})

const attacks = ({ attacks: all, tally }: Outcome): Table => ({
  title: "Attacks",
  says: `${tally.attacks} visitors wanted money by words; then an agent obeyed them. ${tally.attacksPaid} were paid.`,
  columns: [...words("on"), ...texts("letter", "what the shop answered to the agent that obeyed")],
  rows: all.map(({ at, letter, tried }) => [when(at), letter, tried.map(({ what, outcome }) => `${what}: ${outcome}`).join("; ")]),
})

const refusals = ({ tally }: Outcome): Table => ({
  title: "Refusals",
  columns: [...words("what: code"), ...numbers("times")],
  rows: Object.entries(tally.refusals)
    .toSorted(([a], [b]) => a.localeCompare(b))
    .map(([what, times]) => [what, String(times)]),
})

const jobs = ({ jobs: { runs, failed }, chronicle }: Outcome): Table => ({
  title: "Jobs",
  says: `${runs} runs. ${
    Object.entries(failed)
      .map(([name, why]) => `Failed: ${name}: ${why}`)
      .join(" ") || "None failed."
  } Below are those whose record the shop still keeps.`,
  columns: [...words("job"), ...numbers("runs", "failed"), ...texts("last result")],
  rows: chronicle.jobs.map((job) => [job.name, String(job.runs), String(job.failed), job.last]),
})

const shoppers = ({ tally, chronicle }: Outcome): Table => ({
  title: "Shoppers and orders",
  columns: [...words("what"), ...numbers("how often")],
  rows: [
    ...Object.entries(tally).flatMap(([name, value]) =>
      typeof value === "number" ? [[name.replace(/[A-Z]/g, (letter) => ` ${letter.toLowerCase()}`), String(value)]] : [],
    ),
    ...chronicle.orders.map(({ status, n }) => [`orders ${status}`, String(n)]),
  ],
})
