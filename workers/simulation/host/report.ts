import { assumptions } from "../assumptions.ts"
import type { Outcome } from "../figures.ts"
import { means, versus, type Comparison, type Versus } from "./compare.ts"

export type Report = {
  days: number
  goods: number
  seconds: number
  currency: string
  policies: Comparison[]
  versus: Versus[]
  worlds: Outcome[]
  /** What was assumed and not measured. */
  assumptions: Record<string, { low: number; high: number; about: string }>
}

export const reportOf = (worlds: Outcome[], { days, goods, seconds }: Pick<Report, "days" | "goods" | "seconds">): Report => ({
  days,
  goods,
  seconds: Math.round(seconds * 10) / 10,
  currency: worlds[0]?.currency ?? "",
  policies: means(worlds),
  versus: versus(worlds),
  worlds,
  assumptions,
})
