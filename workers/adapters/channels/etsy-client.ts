import type { z } from "zod"
import { ChannelError } from "./channel.ts"
import { isStale, refusedBy } from "./etsy-errors.ts"
import type { Grant } from "./etsy-grant.ts"
import { call, retryAfter } from "./request.ts"

export type EtsySend = {
  method: "GET" | "POST" | "PATCH" | "PUT" | "DELETE"
  path: string
  form?: Record<string, string>
  files?: FormData
  json?: unknown
}
export type EtsyAsk = {
  <T extends z.ZodType>(send: EtsySend, shape: T): Promise<z.output<T>>
}
type Deps = { fetch: typeof fetch; now(): Date; wait(ms: number): Promise<void> }
type Left = { second: number; today: number; perDay: number; at: number }

/** So much of the day stays for looking: orders and health go on when pushes have to wait. */
const kept = 0.05
/** Seconds that a call waits by itself; longer waits are the job's. */
const patience = 5

/** Sends one request as Etsy wants it: forms for listings, JSON for inventory, multipart for uploads; inside both rate windows. */
export function etsyClient(at: { url: string; secret: string }, grant: Grant, { fetch: fetcher, now, wait }: Deps): EtsyAsk {
  let left: Left | null = null

  const send = async ({ method, path, form, files, json }: EtsySend, access: string) => {
    const headers: Record<string, string> = { "x-api-key": at.secret, authorization: `Bearer ${access}` }
    if (form) headers["content-type"] = "application/x-www-form-urlencoded"
    if (json) headers["content-type"] = "application/json"
    const body = form ? new URLSearchParams(form).toString() : json ? JSON.stringify(json) : files
    const answer = await call("etsy", fetcher, `${at.url}/v3/application${path}`, { method, headers, body })
    left = windowsIn(answer.headers, now()) ?? left
    return { answer, text: await answer.text() }
  }

  const heedWindows = async (method: string): Promise<void> => {
    if (!left) return
    if (left.second === 0) await wait(Math.max(0, 1000 - (now().getTime() - left.at)))
    const reserve = method === "GET" ? 0 : Math.ceil(left.perDay * kept)
    if (left.today <= reserve && now().getTime() - left.at < 3_600_000) throw dayUsedUp(left, now())
  }

  return async (asked, shape) => {
    let access = await grant.access()
    for (let turn = 0; ; turn++) {
      await heedWindows(asked.method)
      const { answer, text } = await send(asked, access)
      if (answer.ok) return shape.parse(text ? JSON.parse(text) : null)
      const seconds = retryAfter(answer.headers) ?? 1
      if (isStale(answer.status, text) && turn === 0) access = await grant.renew(access)
      else if (answer.status === 429 && turn < 2 && seconds <= patience && left?.today !== 0) await wait(seconds * 1000)
      else throw refusedBy(answer, text)
    }
  }
}

function windowsIn(headers: Headers, at: Date): Left | null {
  const read = (name: string) => Number(headers.get(name) ?? "NaN")
  const [second, today, perDay] = [read("x-remaining-this-second"), read("x-remaining-today"), read("x-limit-per-day")]
  return [second, today, perDay].every(Number.isFinite) ? { second, today, perDay, at: at.getTime() } : null
}

/** Etsy's day is a window that slides: an hour later calls of yesterday have left it. */
function dayUsedUp({ today }: Left, now: Date): ChannelError {
  const resumes = new Date(now.getTime() + 3_600_000).toISOString()
  const why = today > 0 ? `${today} calls are left of Etsy's day and kept for orders and checks` : "Etsy's calls for the day are used up"
  return new ChannelError("etsy", `${why}; it goes on at ${resumes}.`, { field: "rate", retryable: true, retryAfter: 3600, status: 429 })
}
