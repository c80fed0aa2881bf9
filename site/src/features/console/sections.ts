import type { Shop } from "#workers/domain/index.ts"

/** The console's rooms in the order of its menu. */
export const sections = [
  { path: "/console", name: "Board" },
  { path: "/console/ideas", name: "Ideas" },
  { path: "/console/drafts", name: "Drafts" },
  { path: "/console/orders", name: "Orders" },
  { path: "/console/channels", name: "Channels" },
  { path: "/console/jobs", name: "Runs" },
  { path: "/console/inbox", name: "Inbox" },
  { path: "/console/organisation", name: "Organisation" },
  { path: "/console/proposals", name: "Proposals" },
  { path: "/console/experiments", name: "Experiments" },
  { path: "/console/decisions", name: "Decisions" },
  { path: "/console/events", name: "Events" },
  { path: "/console/metrics", name: "Metrics" },
  { path: "/console/ledger", name: "Ledger" },
  { path: "/console/webhooks", name: "Webhooks" },
  { path: "/console/system", name: "System" },
] as const

/** What waits for a person, by section. A courtesy of the menu: a page must not fail because it could not be counted. */
export async function waitingCounts(shop: Shop): Promise<Record<string, number>> {
  try {
    const [drafts, tickets, proposals] = await Promise.all([
      shop.draft.list({ status: "waiting", limit: 100 }),
      shop.ticket.list({ status: "waiting", limit: 100 }),
      shop.proposal.list({ status: "open", limit: 100 }),
    ])
    return { "/console/drafts": drafts.items.length, "/console/inbox": tickets.items.length, "/console/proposals": proposals.items.length }
  } catch {
    return {}
  }
}
