import { invalid } from "./refusal.ts"

type Listed = { id: string; created?: number; type?: string }

/** Stripe's list: newest first, `limit` 1 to 100, cursors by id, `type` and `created[gte]` filters. */
export function page(request: { url: string }, all: Listed[]): object {
  const { pathname, searchParams } = new URL(request.url)
  const limit = Number(searchParams.get("limit") ?? 10)
  if (!Number.isInteger(limit) || limit < 1 || limit > 100) throw invalid("Invalid limit: must be between 1 and 100", { param: "limit" })
  const type = searchParams.get("type")
  const since = Number(searchParams.get("created[gte]") ?? 0)
  const wanted = all.filter((one) => (!type || one.type === type) && (one.created ?? since) >= since)
  const after = searchParams.get("starting_after")
  const start = after ? wanted.findIndex((one) => one.id === after) + 1 : 0
  if (after && start === 0) throw invalid(`No such object: '${after}'`, { code: "resource_missing", param: "starting_after" })
  return { object: "list", data: wanted.slice(start, start + limit), has_more: wanted.length > start + limit, url: pathname }
}
