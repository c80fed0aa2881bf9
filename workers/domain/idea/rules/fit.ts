import { linearRegression, linearRegressionLine, mean, rSquared } from "simple-statistics"

const monthNames = "January February March April May June July August September October November December".split(" ")
/** Below this a line explains so little that its slope is noise. */
const leastShare = 0.05
const dayMs = 86_400_000

export type Fit = { perYear: number; share: number; season: { month: string; above: number } | null; note: string }

/**
 * The direction of a series by least squares, in per cent of its mean a year, with what the line explains (R²). With two whole years the
 * mean of each month is taken out before, so that a summer is not taken for growth; with less the note says that this could not be done.
 */
export function fitTrend(levels: readonly number[], days: readonly string[]): Fit {
  const average = mean([...levels])
  const step = stepOf(days)
  const points = levels.map((level, at): [number, number] => [at, level])
  const line = linearRegression(points)
  const years = (levels.length * step) / 365.25
  const season = years >= 1.95 ? seasonOf(points, days, line) : null
  const flat = season ? points.map(([at, level]): [number, number] => [at, level - (season.of[monthOf(days, at)] ?? 0)]) : points
  const fitted = season ? linearRegression(flat) : line
  const share = average === 0 || isFlat(flat) ? 0 : rSquared(flat, linearRegressionLine(fitted))
  const perYear = share < leastShare || average === 0 ? 0 : (100 * fitted.m * (365.25 / step)) / average
  const peak = season && average > 0 ? { month: monthNames[season.peak] ?? "", above: Math.round((100 * season.most) / average) } : null
  const direction = share < leastShare ? "no direction that stands out" : `slope ${fitted.m.toFixed(3)} a row`
  const said = peak
    ? `season taken out: ${peak.month} stands ${peak.above} % above the line`
    : `${years.toFixed(1)} years are too short to tell season from growth`
  return {
    perYear,
    share,
    season: peak,
    note: `${levels.length} rows from ${days[0] ?? ""}, ${direction}, R² ${share.toFixed(2)}; ${said}`,
  }
}

const isFlat = (points: readonly [number, number][]): boolean => points.every(([, level]) => level === points[0]?.[1])
const monthOf = (days: readonly string[], at: number): number => Number((days[at] ?? "").slice(5, 7)) - 1

/** Days between rows: a week where the days cannot be read. */
function stepOf(days: readonly string[]): number {
  const [first, last] = [Date.parse(days[0] ?? ""), Date.parse(days.at(-1) ?? "")]
  const step = (last - first) / dayMs / Math.max(1, days.length - 1)
  return Number.isFinite(step) && step > 0 ? step : 7
}

/** How far each month stands above the line, on average. */
function seasonOf(points: readonly [number, number][], days: readonly string[], line: { m: number; b: number }) {
  const at = linearRegressionLine(line)
  const found = new Map<number, number[]>()
  for (const [x, y] of points) found.set(monthOf(days, x), [...(found.get(monthOf(days, x)) ?? []), y - at(x)])
  const of = Array.from({ length: 12 }, (_, month) => mean(found.get(month) ?? [0]))
  const most = Math.max(...of)
  return { of, most, peak: of.indexOf(most) }
}
