/** eBay counts by California's calendar: 2026-11-22. */
export const dayOf = (now: Date): string => now.toLocaleDateString("en-CA", { timeZone: "America/Los_Angeles" })
