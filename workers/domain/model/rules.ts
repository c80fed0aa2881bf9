export type Carried = { day: string; micros: number }
export type DayCost = { day: string; micros: number }

const microsPerCent = 10_000

/** Whole cents a day; what a day leaves below a cent is carried into the next, so the cents never drift from the calls. */
export function centsByDay(days: DayCost[], from: Carried): { entries: { day: string; cents: number }[]; carried: Carried } {
  let carried = from
  const entries = days.map(({ day, micros }) => {
    const sum = carried.micros + micros
    const cents = Math.floor(sum / microsPerCent)
    carried = { day, micros: sum - cents * microsPerCent }
    return { day, cents }
  })
  return { entries, carried }
}
