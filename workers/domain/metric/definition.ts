import type { MetricDefinition, MetricPart } from "#schemas/metric.ts"
import type { Ctx } from "#workers/context.ts"

const dayMs = 86_400_000

/** The last `days` whole days (UTC) and today so far; sums by day and rows by time are over the same span. */
export type Window = { days: number; from: Date; until: Date; firstDay: string; lastDay: string }

export const dayOf = (at: Date): string => at.toISOString().slice(0, 10)

export function windowOf(now: Date, days: number): Window {
  const firstDay = dayOf(new Date(now.getTime() - days * dayMs))
  return { days, from: new Date(`${firstDay}T00:00:00Z`), until: now, firstDay, lastDay: dayOf(now) }
}

/** `value` null is missing data and says why; 0 is a figure that was counted. */
export type Figure = { value: number | null; n: number; why?: string; parts?: MetricPart[] }

/** A metric as code: what people read about it and how it is computed stand in one value. */
export type Definition = MetricDefinition & { compute(ctx: Ctx, window: Window): Promise<Figure> }

/** Typed and checked where it is written; the registry collects them. */
export const define = (definition: Definition): Definition => definition

export const missing = (why: string, n = 0, parts: MetricPart[] = []): Figure => ({ value: null, n, why, parts })

/** A share, or missing data when there is nothing that it could be a share of. */
export const ratio = (part: number, whole: number, why: string, parts: MetricPart[] = []): Figure =>
  whole > 0 ? { value: part / whole, n: whole, parts } : missing(why, 0, parts)
