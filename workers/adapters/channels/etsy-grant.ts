import { z } from "zod"
import type { Token, Tokens } from "../tokens.ts"
import { ChannelError } from "./channel.ts"
import { messageIn } from "./etsy-errors.ts"
import { call, worthRetrying } from "./request.ts"

const Granted = z.object({ access_token: z.string(), refresh_token: z.string(), expires_in: z.number() })

type At = {
  url: string
  /** The keystring of the app, which is its client id. */
  client: string
  /** Under which name the grant is kept. */
  name: string
  /** What the settings give: a refresh token to begin with, or an access token that nobody renews. */
  first: string | null
  fixed: string | null
}
type Deps = { fetch: typeof fetch; tokens: Tokens; now(): Date; wait(ms: number): Promise<void> }

export type Grant = {
  access(): Promise<string>
  /** A new access token in place of one that Etsy called stale. */
  renew(stale: string): Promise<string>
}

const dead = () =>
  new ChannelError("etsy", "Etsy's grant has ended: connect the shop again and set ETSY_REFRESH_TOKEN.", {
    field: "ETSY_REFRESH_TOKEN",
    status: 401,
  })

/**
 * Etsy's OAuth grant: an access token lives an hour, and each refresh gives a new refresh token and kills the old one. The
 * pair is kept in `tokens`, so that of two isolates that refresh at once the second takes what the first got.
 */
export function etsyGrant(at: At, { fetch: fetcher, tokens, now, wait }: Deps): Grant {
  const isFresh = (token: Token) => token.expiresAt.getTime() > now().getTime() + 60_000

  const refresh = async (refreshToken: string): Promise<Token | null> => {
    const body = new URLSearchParams({ grant_type: "refresh_token", client_id: at.client, refresh_token: refreshToken }).toString()
    const headers = { "content-type": "application/x-www-form-urlencoded" }
    const answer = await call("etsy", fetcher, `${at.url}/v3/public/oauth/token`, { method: "POST", headers, body })
    const text = await answer.text()
    if (answer.ok) {
      const { access_token, refresh_token, expires_in } = Granted.parse(JSON.parse(text))
      return { access: access_token, refresh: refresh_token, expiresAt: new Date(now().getTime() + expires_in * 1000) }
    }
    if (worthRetrying(answer.status))
      throw new ChannelError("etsy", `Etsy's token server: ${messageIn(text)}`, { status: answer.status, retryable: true })
    return null
  }

  /** The winner may still be writing down what it got. */
  const others = async (stale: string | undefined): Promise<Token | null> => {
    for (const ms of [0, 100, 300, 600]) {
      if (ms > 0) await wait(ms)
      const kept = await tokens.read(at.name)
      if (kept && kept.access !== stale && isFresh(kept)) return kept
    }
    return null
  }

  const renew = async (stale: string | undefined): Promise<string> => {
    const kept = await tokens.read(at.name)
    if (kept && kept.access !== stale && isFresh(kept)) return kept.access
    const own = kept?.refresh ? await refresh(kept.refresh) : null
    if (own) return (await tokens.swap(at.name, kept, own)).access
    const taken = kept ? await others(kept.access) : null
    if (taken) return taken.access
    // The first refresh token is tried again when the kept grant is dead: the operator may have set a new one.
    const begun = at.first ? await refresh(at.first) : null
    if (begun) return (await tokens.swap(at.name, kept, begun)).access
    const late = at.first ? await others(kept?.access) : null
    if (late) return late.access
    throw dead()
  }

  return {
    async access() {
      const kept = await tokens.read(at.name)
      if (kept && isFresh(kept)) return kept.access
      if (!kept && !at.first && at.fixed) return at.fixed
      return renew(kept?.access)
    },
    renew: (stale) => (stale === at.fixed && !at.first ? Promise.reject(dead()) : renew(stale)),
  }
}
