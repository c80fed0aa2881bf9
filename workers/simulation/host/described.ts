import { chapterOf, type Chapter } from "./chapter.ts"
import type { Report } from "./report.ts"
import { interval, money, numbers, percent, texts, words, type Table } from "./words.ts"

/** The whole report in words and tables; page and console only set it. */
export type Described = { title: string; says: string; tables: Table[]; chapters: Chapter[]; assumed: Table }

export function describe({ days, goods, seconds, currency, policies, versus, worlds, assumptions }: Report): Described {
  const means: Table = {
    title: "Means of a world",
    columns: [...words("policy"), ...numbers("worlds", "orders", "revenue", "refunds", "costs", "profit", "conversion", "first shelf")],
    rows: policies.map(({ policy, worlds: count, mean }) => [
      policy,
      String(count),
      mean.orders.toFixed(1),
      ...[mean.revenue, mean.refunds, mean.costs, mean.profit].map(money),
      percent(mean.conversion),
      money(mean.opening),
    ]),
  }
  const differences: Table = {
    title: "The organisation against fixed policies",
    says: "Mean difference in the same worlds, with the 95 % interval of the bootstrap over worlds, and the worlds in which it earned more. First shelf: what only the goods were sold for that every policy began with.",
    columns: [...words("organisation minus"), ...numbers("revenue", "profit", "first shelf", "worlds ahead")],
    rows: versus.map((one) => [
      one.against,
      interval(one.revenue),
      interval(one.profit),
      interval(one.opening),
      `${one.ahead} of ${one.profit.worlds}`,
    ]),
  }
  return {
    title: "A simulated market",
    says: `Days: ${days}. Goods on the first shelf: ${goods}. Money in ${currency}. Played in ${seconds} seconds.`,
    tables: [means, ...(versus.length > 0 ? [differences] : [])],
    chapters: worlds.map(chapterOf),
    assumed: {
      title: "Assumptions",
      says: "None of these was measured; each world draws its own value from the range.",
      columns: [...words("parameter", "range"), ...texts("what it is")],
      rows: Object.entries(assumptions).map(([name, { low, high, about }]) => [name, `${low} to ${high}`, about]),
    },
  }
}
