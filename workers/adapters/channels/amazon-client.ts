import { z } from "zod"
import type { Tokens } from "../tokens.ts"
import { ChannelError } from "./channel.ts"
import { call, retryAfter, worthRetrying } from "./request.ts"

const Grant = z.object({ access_token: z.string(), expires_in: z.number() })
const NoGrant = z.object({ error: z.string(), error_description: z.string().optional() })
const Refusal = z.object({ errors: z.array(z.object({ code: z.string(), message: z.string(), details: z.string().optional() })).min(1) })

export type AmazonAt = {
  url: string
  /** Login with Amazon, which turns the refresh token into an access token of one hour. */
  login: string
  client: { id: string; secret: string }
  refreshToken: string
  mode: "sandbox" | "live"
}
/** `rate` is the documented number of calls a second, for when Amazon's answer does not name it. */
export type AmazonSend = {
  method: "GET" | "PUT" | "PATCH" | "DELETE"
  path: string
  query: Record<string, string>
  json?: unknown
  rate: number
}
export type AmazonAsk = { <T extends z.ZodType>(send: AmazonSend, shape: T): Promise<z.output<T>> }
export type AmazonDeps = { fetch: typeof fetch; tokens: Tokens; now: () => Date; pace?: { wait(ms: number): Promise<void> } }

/** Sends one request with a fresh access token; one that Amazon calls expired is renewed once and the request repeated. */
export function amazonClient(at: AmazonAt, deps: AmazonDeps): AmazonAsk {
  return async (send, shape) => {
    const token = await accessToken(at, deps)
    let answer = await attempt(at, deps, send, token)
    if (isStale(answer)) answer = await attempt(at, deps, send, await accessToken(at, deps, token))
    if (answer.status < 200 || answer.status >= 300) throw refusedBy(answer, send)
    const read = shape.safeParse(parsed(answer.text))
    // An answer cut short says nothing about whether the work was done.
    if (!read.success) throw new ChannelError("amazon", "Amazon's answer could not be read.", { retryable: true, cause: read.error })
    return read.data
  }
}

type Answer = { status: number; headers: Headers; text: string }

async function attempt(at: AmazonAt, { fetch }: AmazonDeps, { method, path, query, json }: AmazonSend, token: string): Promise<Answer> {
  const headers: Record<string, string> = { "x-amz-access-token": token, "user-agent": "AutonomaX/1.0 (Language=TypeScript)" }
  if (json !== undefined) headers["content-type"] = "application/json"
  const url = `${at.url}${path}?${new URLSearchParams(query)}`
  const answer = await call("amazon", fetch, url, { method, headers, body: json === undefined ? undefined : JSON.stringify(json) })
  return { status: answer.status, headers: answer.headers, text: await answer.text() }
}

/** The kept token while it is good for another minute and is not the one that was just refused. */
async function accessToken(at: AmazonAt, { fetch, tokens, now }: AmazonDeps, stale?: string): Promise<string> {
  const name = `amazon-${at.mode}`
  const kept = await tokens.read(name)
  if (kept && kept.access !== stale && kept.expiresAt.getTime() > now().getTime() + 60_000) return kept.access
  const body = new URLSearchParams({
    grant_type: "refresh_token",
    refresh_token: at.refreshToken,
    client_id: at.client.id,
    client_secret: at.client.secret,
  }).toString()
  const headers = { "content-type": "application/x-www-form-urlencoded" }
  const answer = await call("amazon", fetch, at.login, { method: "POST", headers, body })
  const text = await answer.text()
  if (!answer.ok) throw notGranted(answer, text)
  const granted = Grant.safeParse(parsed(text))
  if (!granted.success) throw new ChannelError("amazon", "Login with Amazon gave no token.", { retryable: true, cause: granted.error })
  const { access_token: access, expires_in } = granted.data
  return (await tokens.swap(name, kept, { access, refresh: null, expiresAt: new Date(now().getTime() + expires_in * 1000) })).access
}

function notGranted({ status, headers }: Response, text: string): ChannelError {
  const said = NoGrant.safeParse(parsed(text)).data
  const why = said?.error_description ?? said?.error ?? "no reason given"
  const field = said?.error === "invalid_client" ? "AMAZON_CLIENT_SECRET" : "AMAZON_REFRESH_TOKEN"
  const retryable = worthRetrying(status)
  return new ChannelError("amazon", `Login with Amazon refused: ${why}`, { field, status, retryable, retryAfter: retryAfter(headers) })
}

/** Amazon says 403 for an old token and for a missing role; only the first speaks of the token. */
const isStale = ({ status, text }: Answer) => status === 401 || (status === 403 && /access token/i.test(text))

function refusedBy({ status, headers, text }: Answer, { rate }: AmazonSend): ChannelError {
  const [first] = Refusal.safeParse(parsed(text)).data?.errors ?? []
  const said = first ? [first.message, first.details].filter(Boolean).join(" ") : text.slice(0, 200) || "no reason given"
  if (status === 401 || status === 403)
    return new ChannelError("amazon", `Amazon refused access: ${said} The app needs the Product Listing role and the seller's consent.`, {
      field: "AMAZON_REFRESH_TOKEN",
      status,
    })
  if (status === 429) {
    // Amazon names the calls a second and no time to wait; one call's share of a second is when the next one fits.
    const perSecond = Number(headers.get("x-amzn-ratelimit-limit")) || rate
    const wait = retryAfter(headers) ?? Math.ceil(1 / perSecond)
    return new ChannelError("amazon", "Amazon takes no more calls for now.", { status, retryable: true, retryAfter: wait })
  }
  return new ChannelError("amazon", `Amazon: ${said}`, { status, retryable: worthRetrying(status), retryAfter: retryAfter(headers) })
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    return null
  }
}
