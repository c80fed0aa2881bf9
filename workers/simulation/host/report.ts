import { assumptions } from "../assumptions.ts"
import type { Outcome } from "../figures.ts"
import { means, versus, type Comparison, type Versus } from "./compare.ts"

export type Report = {
  days: number
  goods: number
  seconds: number
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
  policies: means(worlds),
  versus: versus(worlds),
  worlds,
  assumptions,
})
