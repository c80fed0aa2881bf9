import { dayOf } from "./day.ts"
import { EbayRefusal } from "./refusal.ts"
import type { EbayStore } from "./store.ts"

const most = 250

/** Counts a revision of a listing; the 251st of a calendar day is refused. */
export function revise(store: EbayStore, listingId: string | null): void {
  const id = listingId ?? ""
  const day = dayOf(store.now())
  const before = store.revisions.get(id)
  const count = before?.day === day ? before.count : 0
  if (count >= most)
    throw new EbayRefusal(25019, `Cannot revise the listing. The limit of ${most} revisions of a listing in one calendar day is reached.`, {
      parameters: { listingId: id },
    })
  store.revisions.put(id, { day, count: count + 1 })
}
