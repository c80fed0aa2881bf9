import { z } from "zod"
import { ChannelError } from "./channel.ts"
import { call, retryAfter, worthRetrying } from "./request.ts"

const Refusal = z.object({ error: z.string() })

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

/** Sends one request as Etsy wants it: forms for listings, JSON for inventory, multipart for uploads. */
export function etsyClient(at: { url: string; secret: string; token: string }, fetcher: typeof fetch): EtsyAsk {
  return async ({ method, path, form, files, json }, shape) => {
    const headers: Record<string, string> = { "x-api-key": at.secret, authorization: `Bearer ${at.token}` }
    if (form) headers["content-type"] = "application/x-www-form-urlencoded"
    if (json) headers["content-type"] = "application/json"
    const body = form ? new URLSearchParams(form).toString() : json ? JSON.stringify(json) : files
    const answer = await call("etsy", fetcher, `${at.url}/v3/application${path}`, { method, headers, body })
    const text = await answer.text()
    if (!answer.ok) throw refusedBy(answer, text)
    return shape.parse(text ? JSON.parse(text) : null)
  }
}

const named: [RegExp, string][] = [
  [/title/i, "title"],
  [/tag/i, "tags"],
  [/price|currency/i, "price"],
  [/image/i, "images"],
  [/file/i, "files"],
  [/descr/i, "description"],
]

function refusedBy({ status, headers }: Response, text: string): ChannelError {
  if (status === 401 || status === 403)
    return new ChannelError("etsy", `Etsy refused the key or token: ${message(text)}`, { field: "ETSY_ACCESS_TOKEN", status })
  const said = message(text)
  const field = named.find(([pattern]) => pattern.test(said))?.[1]
  return new ChannelError("etsy", `Etsy: ${said}`, { field, status, retryable: worthRetrying(status), retryAfter: retryAfter(headers) })
}

function message(text: string): string {
  try {
    return Refusal.parse(JSON.parse(text)).error
  } catch {
    return text.slice(0, 200) || "no reason given"
  }
}
