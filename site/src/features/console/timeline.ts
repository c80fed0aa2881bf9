export type Entry = { at: string; note: string }

const told: Record<string, string> = {
  "product.generated": "Draft made, scored {score}: {title}",
  "asset.created": "File kept: {name} ({role})",
  "listing.published": "Live on {channel}: {url}",
  "order.paid": "Order paid: {paymentId}",
  "refund.issued": "Refunded: {reason}",
  "agent.proposal": "Proposed: {summary}",
  "ticket.answered": "Answered by {author}: {ticketId}",
}

/** A recorded event in words; one that lacks what its words need is told by its type alone. */
export function eventNote(type: string, data: Record<string, unknown>): string {
  const words = told[type]
  if (!words) return type
  const names = [...words.matchAll(/\{(\w+)\}/g)].flatMap(([, name]) => (name ? [name] : []))
  const isTold = names.every((name) => typeof data[name] === "string" || typeof data[name] === "number")
  return isTold ? words.replaceAll(/\{(\w+)\}/g, (_, name: string) => String(data[name])) : type
}

/** Recorded events and the agent's own notes as one list, newest first; what both tell in the same second stands once. */
export function mergeTimeline(...lists: readonly (readonly Entry[])[]): Entry[] {
  const seen = new Set<string>()
  return lists
    .flat()
    .toSorted((a, b) => b.at.localeCompare(a.at))
    .filter(({ at, note }) => {
      const mark = `${at.slice(0, 19)} ${note}`
      return !seen.has(mark) && seen.add(mark)
    })
}
