const day = 86_400_000
/** Spreadsheets count a 29 February 1900 that never was, so the day before 1900-03-01 maps to this origin. */
const origin = Date.UTC(1899, 11, 30)

/** YYYY-MM-DD as a spreadsheet's day number; `undefined` when it is no real date from March 1900 on. */
export function serialOf(date: string): number | undefined {
  const match = /^(\d{4})-(\d{2})-(\d{2})$/.exec(date.trim())
  if (!match) return undefined
  const time = Date.UTC(Number(match[1]), Number(match[2]) - 1, Number(match[3]))
  const real = new Date(time).toISOString().slice(0, 10) === match[0]
  return real && time >= Date.UTC(1900, 2, 1) ? (time - origin) / day : undefined
}

export function dateOf(serial: number): Date {
  return new Date(origin + Math.floor(serial) * day)
}

export function startOfMonth(serial: number): number {
  const date = dateOf(serial)
  return (Date.UTC(date.getUTCFullYear(), date.getUTCMonth(), 1) - origin) / day
}

/** The first of the month `count` months after a first of the month. */
export function addMonths(serial: number, count: number): number {
  const date = dateOf(serial)
  return (Date.UTC(date.getUTCFullYear(), date.getUTCMonth() + count, 1) - origin) / day
}
