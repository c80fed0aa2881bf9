/** Whether an address may be asked now: null, or in words why not. */
export type Permit = (url: string) => Promise<string | null>
export type Got = { url: string; reply: Response } | { refused: string }

/** GETs an address and follows so many redirects; every address on the way is checked first, by its form and by the permit. */
export async function follow(
  url: string,
  { fetcher, signal, accept, hops, permit }: { fetcher: typeof fetch; signal: AbortSignal; accept: string; hops: number; permit?: Permit },
): Promise<Got> {
  const wrong = refuseUrl(url) ?? (await permit?.(url)) ?? null
  if (wrong) return { refused: wrong }
  const headers = { accept, "user-agent": "AutonomaX/0.1 (+reads pages that a product brief names)" }
  const reply = await fetcher(url, { redirect: "manual", signal, headers })
  const next = reply.headers.get("location")
  if (reply.status < 300 || reply.status >= 400 || !next) return { url, reply }
  if (hops === 0) return { refused: "The page redirects too often." }
  return follow(new URL(next, url).href, { fetcher, signal, accept, hops: hops - 1, ...(permit ? { permit } : {}) })
}

/** Why an address may not be read; null when it may. Names that resolve to private addresses are kept out by the runtime. */
export function refuseUrl(url: string): string | null {
  const parsed = URL.canParse(url) ? new URL(url) : null
  if (!parsed) return "This is not a URL."
  if (parsed.protocol !== "https:") return "Use an https URL."
  if (parsed.username || parsed.password) return "Leave the user name out of the URL."
  if (parsed.port !== "" && parsed.port !== "443") return "Use the standard port."
  const host = parsed.hostname.toLowerCase().replace(/\.$/, "")
  const local = host === "localhost" || !host.includes(".") || /\.(local|localhost|internal|home|lan|arpa|onion|test|invalid)$/.test(host)
  // An address instead of a name is never a page worth citing, and the usual way to reach what is not public.
  if (local || host.startsWith("[") || /^[\d.]+$/.test(host)) return "Use a public host name."
  return null
}

/**
 * The body's bytes as they come out of any compression, so that a small reply that unpacks to a large one is noticed; null
 * when there are more. Throws the signal's reason when it ends first: a body without end outlives its headers.
 */
export async function readUpTo(reply: Response, most: number, signal: AbortSignal): Promise<Uint8Array | null> {
  if (Number(reply.headers.get("content-length")) > most) return null
  if (!reply.body) return new Uint8Array(0)
  const reader = reply.body.getReader()
  const chunks: Uint8Array<ArrayBuffer>[] = []
  const ended = new Promise<never>((_, reject) => signal.addEventListener("abort", () => reject(signal.reason)))
  ended.catch(() => undefined)
  try {
    for (let size = 0; ;) {
      signal.throwIfAborted()
      const { done, value } = await Promise.race([reader.read(), ended])
      if (done) break
      size += value.byteLength
      if (size > most) return null
      chunks.push(value)
    }
    return new Uint8Array(await new Blob(chunks).arrayBuffer())
  } finally {
    // The sender is told to stop; whether it hears that matters to nobody.
    reader.cancel().catch(() => undefined)
  }
}
