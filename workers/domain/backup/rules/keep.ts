const keepDays = 7
const keepWeeks = 4
const day = 86_400_000

/** The Monday of the week of a date. */
const weekOf = (date: string): string => {
  const at = new Date(`${date}T00:00:00Z`)
  return new Date(at.getTime() - ((at.getUTCDay() + 6) % 7) * day).toISOString().slice(0, 10)
}

/** The dates that stay: the newest seven, and the first of each of the newest four weeks. */
export function kept(dates: readonly string[]): Set<string> {
  const newest = dates.toSorted().toReversed()
  const weeks = [...new Set(newest.map(weekOf))].slice(0, keepWeeks)
  const firsts = weeks.flatMap((week) => newest.filter((date) => weekOf(date) === week).at(-1) ?? [])
  return new Set([...newest.slice(0, keepDays), ...firsts])
}
