const clock = new Intl.DateTimeFormat("en-US", {
  timeZone: "America/Los_Angeles",
  hourCycle: "h23",
  year: "numeric",
  month: "2-digit",
  day: "2-digit",
  hour: "2-digit",
  minute: "2-digit",
  second: "2-digit",
})

function parts(now: Date) {
  const read = Object.fromEntries(clock.formatToParts(now).map(({ type, value }) => [type, value]))
  return {
    day: `${read.year}-${read.month}-${read.day}`,
    passed: Number(read.hour) * 3600 + Number(read.minute) * 60 + Number(read.second),
  }
}

/** eBay's calendar day at this moment, YYYY-MM-DD: its days are those of California. */
export const ebayDay = (now: Date): string => parts(now).day

/** Seconds until eBay's next calendar day; on the two days a year when the clocks change it may be an hour off. */
export const secondsToNextDay = (now: Date): number => 86_400 - parts(now).passed
