import { z } from "zod"
import { sha256 } from "#workers/lib/hash.ts"
import type { Token, Tokens } from "../tokens.ts"
import { ChannelError } from "./channel.ts"
import { ebayRefusal } from "./ebay-errors.ts"
import { call, retryAfter, worthRetrying } from "./request.ts"

export type EbayAccess = { url: string; clientId: string; clientSecret: string; refreshToken: string; language: string }
export type EbayDeps = { fetch: typeof fetch; tokens: Tokens; now: () => Date }
export type EbaySend = { method: "GET" | "POST" | "PUT"; path: string; json?: unknown; files?: FormData }
export type EbayAsk = <T extends z.ZodType>(send: EbaySend, shape: T) => Promise<z.output<T>>

export const ebayScopes = ["sell.inventory", "sell.account", "sell.fulfillment"].map(
  (name) => `https://api.ebay.com/oauth/api_scope/${name}`,
)

/** Sends one request with a fresh access token; a token that eBay no longer takes is renewed once. */
export function ebayClient(at: EbayAccess, deps: EbayDeps): EbayAsk {
  const grant = ebayGrant(at, deps)
  const once = ({ method, path, json, files }: EbaySend, token: Token) => {
    const headers: Record<string, string> = { authorization: `Bearer ${token.access}`, accept: "application/json" }
    if (method !== "GET") headers["content-language"] = at.language
    if (json !== undefined) headers["content-type"] = "application/json"
    return call("ebay", deps.fetch, `${at.url}${path}`, { method, headers, body: json === undefined ? files : JSON.stringify(json) })
  }
  return async (send, shape) => {
    const token = await grant.current()
    let answer = await once(send, token)
    if (answer.status === 401) {
      await answer.body?.cancel()
      answer = await once(send, await grant.renew(token))
    }
    const text = await answer.text()
    if (!answer.ok) throw ebayRefusal(answer.status, answer.headers, text, deps.now())
    return read(text, shape, `${send.method} ${send.path.split("?")[0]}`)
  }
}

function read<T extends z.ZodType>(text: string, shape: T, what: string): z.output<T> {
  try {
    return shape.parse(text ? JSON.parse(text) : {})
  } catch (cause) {
    throw new ChannelError("ebay", `eBay's answer to ${what} is not what its document says.`, { retryable: true, cause })
  }
}

const Grant = z.object({ access_token: z.string().min(1), expires_in: z.number() })
const NoGrant = z.object({ error: z.string(), error_description: z.string().optional() })

/** The access token that the refresh token buys. It is kept under a name made of the account's secrets, so another account never gets it. */
function ebayGrant(at: EbayAccess, { fetch: fetcher, tokens, now }: EbayDeps) {
  const name = async () => `ebay ${(await sha256(`${at.url} ${at.clientId} ${at.refreshToken}`)).slice(0, 16)}`
  async function renew(stale: Token | null): Promise<Token> {
    const body = new URLSearchParams({ grant_type: "refresh_token", refresh_token: at.refreshToken, scope: ebayScopes.join(" ") })
    const authorization = `Basic ${btoa(`${at.clientId}:${at.clientSecret}`)}`
    const headers = { authorization, "content-type": "application/x-www-form-urlencoded" }
    const init = { method: "POST", headers, body: body.toString() }
    const answer = await call("ebay", fetcher, `${at.url}/identity/v1/oauth2/token`, init)
    const text = await answer.text()
    if (!answer.ok) throw noGrant(answer, text)
    const { access_token, expires_in } = read(text, Grant, "POST /identity/v1/oauth2/token")
    const fresh = { access: access_token, refresh: null, expiresAt: new Date(now().getTime() + expires_in * 1000) }
    return tokens.swap(await name(), stale, fresh)
  }
  return {
    renew,
    async current(): Promise<Token> {
      if (!at.refreshToken)
        throw new ChannelError("ebay", "EBAY_REFRESH_TOKEN is not set: ask the seller's consent once and keep what eBay gives.", {
          field: "EBAY_REFRESH_TOKEN",
        })
      const kept = await tokens.read(await name())
      // A minute early, so that it does not end on the way.
      return kept && kept.expiresAt.getTime() > now().getTime() + 60_000 ? kept : renew(kept)
    },
  }
}

const grantFaults: Record<string, [field: string, says: string]> = {
  invalid_client: ["EBAY_CLIENT_ID", "eBay does not know the client id and secret."],
  unauthorized_client: ["EBAY_CLIENT_ID", "eBay does not let this client renew a grant."],
  invalid_grant: [
    "EBAY_REFRESH_TOKEN",
    "eBay no longer takes the refresh token (it lives 18 months, and the seller can end it): ask for consent again.",
  ],
  invalid_scope: [
    "EBAY_REFRESH_TOKEN",
    "The eBay grant lacks a scope: ask for consent again with sell.inventory, sell.account and sell.fulfillment.",
  ],
}

function noGrant({ status, headers }: Response, text: string): ChannelError {
  const said = parsed(text)
  const [field, says] = grantFaults[said?.error ?? ""] ?? [undefined, `eBay gave no access token (${status}).`]
  const words = said?.error_description ? `${says} eBay says: ${said.error_description}` : says
  return new ChannelError("ebay", words, { field, status, retryable: !field && worthRetrying(status), retryAfter: retryAfter(headers) })
}

function parsed(text: string): z.output<typeof NoGrant> | undefined {
  try {
    return NoGrant.safeParse(JSON.parse(text)).data
  } catch {
    return undefined
  }
}
