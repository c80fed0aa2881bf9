import robotsParser from "robots-parser"
import { follow, readUpTo, type Permit } from "./follow.ts"

/** The name that a robots.txt may speak to. */
const robotName = "AutonomaX"
/** RFC 9309 asks for at least 500 KiB to be read; a longer one is not believed. */
const mostBytes = 512_000
const mostHops = 5
const patienceMs = 5000
/** How long a host's rules are believed (RFC 9309, 2.4). */
const dayMs = 86_400_000

type Rules = (url: string) => string | null

/** Says of an address whether its host's robots.txt allows it; each host is asked once a day, under the guards of any other page. */
export function robotsPermit(fetcher: typeof fetch, now: () => Date): Permit {
  const known = new Map<string, { at: number; rules: Promise<Rules> }>()
  return async (url) => {
    const { origin } = new URL(url)
    const old = known.get(origin)
    const entry = old && now().getTime() - old.at < dayMs ? old : { at: now().getTime(), rules: rulesOf(origin, fetcher) }
    known.set(origin, entry)
    return (await entry.rules)(url)
  }
}

/** RFC 9309: 4xx means that there are no rules; 5xx, or no answer, that nobody knows them, and then nothing may be read. */
async function rulesOf(origin: string, fetcher: typeof fetch): Promise<Rules> {
  const { host } = new URL(origin)
  const unknown: Rules = () => `${host} does not say what may be read: its robots.txt does not answer. Try again later.`
  const address = `${origin}/robots.txt`
  try {
    const signal = AbortSignal.timeout(patienceMs)
    const got = await follow(address, { fetcher, signal, accept: "text/plain", hops: mostHops })
    if ("refused" in got || got.reply.status >= 500) return unknown
    if (got.reply.status >= 400) return () => null
    const bytes = await readUpTo(got.reply, mostBytes, signal)
    if (bytes === null) return unknown
    const rules = robotsParser(address, new TextDecoder().decode(bytes))
    return (url) => ((rules.isAllowed(url, robotName) ?? true) ? null : `${host} does not allow this page to be read (robots.txt).`)
  } catch {
    return unknown
  }
}
