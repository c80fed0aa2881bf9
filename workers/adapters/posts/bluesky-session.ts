import { z } from "zod"
import type { Token } from "../tokens.ts"
import { PostError } from "./post.ts"
import { ask, readAs, refusal, succeeded, type Reply } from "./request.ts"
import type { PostDeps } from "./index.ts"

export type Session = Token & { did: string }

const name = "Bluesky"
const Opened = z.object({ accessJwt: z.string(), refreshJwt: z.string(), did: z.string() })
const Refused = z.object({ error: z.string(), message: z.string().optional() })
const Claims = z.object({ exp: z.int().optional(), sub: z.string().optional() })
const usualLifeMs = 2 * 3_600_000

/**
 * One session for all: signing in is allowed 300 times a day, refreshing far more often. A refresh gives two new tokens and ends the
 * old ones, so the pair is swapped in the keyring, and who comes second takes the winner's.
 */
export function openSession(
  account: { url: string; identifier: string; password: string },
  { fetch, now, tokens }: Omit<PostDeps, "wait">,
) {
  const slot = `bluesky:${new URL(account.url).host}:${account.identifier}`
  const post = (method: string, headers: Record<string, string>, body?: string) =>
    ask(name, fetch, { url: `${account.url}/xrpc/com.atproto.server.${method}`, headers, body })
  const sessionOf = (token: Token): Session => {
    const did = claimsOf(token.access).sub
    if (!did) throw new PostError("Bluesky gave a token that names no account.", false)
    return { ...token, did }
  }
  const keep = async (from: Token | null, reply: Reply): Promise<Session> => {
    const { accessJwt, refreshJwt } = readAs(name, reply, Opened)
    const { exp } = claimsOf(accessJwt)
    const expiresAt = exp ? new Date(exp * 1000) : new Date(now().getTime() + usualLifeMs)
    return sessionOf(await tokens.swap(slot, from, { access: accessJwt, refresh: refreshJwt, expiresAt }))
  }
  const signIn = async (from: Token | null): Promise<Session> => {
    const body = JSON.stringify({ identifier: account.identifier, password: account.password })
    const reply = await post("createSession", { "content-type": "application/json" }, body)
    if (succeeded(reply)) return keep(from, reply)
    const said = Refused.safeParse(reply.body).data
    if (said?.error === "AuthFactorTokenRequired")
      throw new PostError("Bluesky asks for a code by mail: use an app password instead of the account's own.", false)
    throw refusal(name, reply, said?.message ?? said?.error ?? "", now())
  }
  const renew = async (old: Token): Promise<Session> => {
    const reply = await post("refreshSession", { authorization: `Bearer ${old.refresh ?? ""}` })
    if (succeeded(reply)) return keep(old, reply)
    if (reply.status >= 500 || reply.status === 429) throw refusal(name, reply, "the session could not be renewed", now())
    const kept = await tokens.read(slot)
    // Somebody else has used the refresh token first; theirs is the session now.
    return kept && kept.access !== old.access ? sessionOf(kept) : signIn(old)
  }
  return {
    renew,
    async current(): Promise<Session> {
      const kept = await tokens.read(slot)
      if (!kept) return signIn(null)
      return kept.expiresAt.getTime() - now().getTime() > 60_000 ? sessionOf(kept) : renew(kept)
    },
  }
}

/** The claims of a JWT, unverified: it is our own grant, and only its end and its subject are read. */
function claimsOf(jwt: string): z.infer<typeof Claims> {
  try {
    const part = (jwt.split(".")[1] ?? "").replaceAll("-", "+").replaceAll("_", "/")
    return Claims.parse(JSON.parse(atob(part)))
  } catch {
    return {}
  }
}
