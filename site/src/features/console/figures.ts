import type { MetricUnit } from "#schemas/metric.ts"
import { ledgerPrice } from "./ledger.ts"

const number = new Intl.NumberFormat("en-US", { maximumFractionDigits: 1 })

/** A figure in the words of its unit: 4.2 %, $17.25, 3 min; a dash where there is no data. */
export function figure(value: number | null, unit: MetricUnit, currency: string): string {
  if (value === null) return "–"
  const words: Record<MetricUnit, () => string> = {
    ratio: () => `${number.format(value * 100)} %`,
    "minor units": () => ledgerPrice({ amount: Math.round(value), currency }),
    count: () => number.format(value),
    hours: () => `${number.format(value)} h`,
    minutes: () => `${number.format(value)} min`,
    points: () => number.format(value),
  }
  return words[unit]().replace(/^-/, "−")
}

const shares = new Set(["conversion", "rate"])
/** Names of parts that hold money in minor units, by metric. */
const money: Record<string, Set<string>> = {
  "customers.acquisition_cost": new Set(["cost", "each"]),
  "customers.lifetime_value": new Set(["net", "value"]),
  "experiments.matrix": new Set(["revenue"]),
}
const counted = new Set(["sales"])

/** A field of what a figure is made of. The parts of the books are their currencies. */
export function part(metric: string, name: string, field: string, value: number | null | undefined, currency: string): string {
  if (value === undefined) return ""
  if (value === null) return "–"
  if (shares.has(field)) return figure(value, "ratio", currency)
  if (/^[A-Z]{3}$/.test(name) && !counted.has(field)) return ledgerPrice({ amount: Math.round(value), currency: name })
  return money[metric]?.has(field) ? figure(value, "minor units", currency) : number.format(value)
}

export type Bar = { x: number; y: number; width: number; height: number; below: boolean }
export type Chart = { width: number; height: number; zero: number; bars: Bar[]; top: number; bottom: number }

/** Bars over and under a line for zero, in the units of a viewBox; nothing but noughts gives a chart with a line and no bars. */
export function bars(values: number[], width: number, height: number): Chart {
  const [top, bottom] = [Math.max(0, ...values), Math.min(0, ...values)]
  const scale = top === bottom ? 0 : height / (top - bottom)
  const step = width / Math.max(1, values.length)
  const zero = top * scale || (top === bottom ? height : 0)
  const made = values.flatMap((value, at): Bar[] => {
    const size = Math.abs(value) * scale
    if (size === 0) return []
    return [
      {
        x: round(at * step + step * 0.1),
        y: round(value > 0 ? zero - size : zero),
        width: round(step * 0.8),
        height: round(size),
        below: value < 0,
      },
    ]
  })
  return { width, height, zero: round(zero), bars: made, top, bottom }
}

/** A line through what is known; days without data are left out and the line is broken there. */
export function line(values: (number | null)[], width: number, height: number): string {
  const known = values.filter((value) => value !== null)
  const [top, bottom] = [Math.max(...known), Math.min(...known)]
  const y = (value: number) => (top === bottom ? height / 2 : height - ((value - bottom) / (top - bottom)) * height)
  const step = values.length > 1 ? width / (values.length - 1) : 0
  return values
    .map((value, at) => (value === null ? "" : `${at > 0 && values[at - 1] !== null ? "L" : "M"}${round(at * step)} ${round(y(value))}`))
    .join("")
}

const round = (value: number) => Math.round(value * 100) / 100
