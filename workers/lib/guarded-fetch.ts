export type Read = { text: string; mediaType: string } | { refused: string }

const mostBytes = 2_000_000
const readable = ["text/html", "text/plain", "text/markdown", "application/xhtml+xml"]

/**
 * Reads a public https page: no private or local address, at most two redirects (each checked again), text only,
 * 2 MB and 8 seconds at most. The answer says in words why a page was not read.
 */
export async function guardedFetch(url: string, fetcher: typeof fetch = fetch, redirects = 2): Promise<Read> {
  const wrong = refuseUrl(url)
  if (wrong) return { refused: wrong }
  try {
    const reply = await fetcher(url, {
      redirect: "manual",
      signal: AbortSignal.timeout(8000),
      headers: { accept: readable.join(", "), "user-agent": "AutonomaX/0.1 (+reads pages that a product brief names)" },
    })
    const next = reply.headers.get("location")
    if (reply.status >= 300 && reply.status < 400 && next) {
      if (redirects === 0) return { refused: "The page redirects too often." }
      return guardedFetch(new URL(next, url).href, fetcher, redirects - 1)
    }
    if (!reply.ok) return { refused: `The page answered ${reply.status}; use one that can be read.` }
    const mediaType = reply.headers.get("content-type")?.split(";")[0]?.trim() ?? ""
    if (!readable.includes(mediaType))
      return { refused: `The page is ${mediaType || "of an unknown type"}; use HTML, Markdown or plain text.` }
    const text = await readUpTo(reply, mostBytes)
    return text === null ? { refused: "The page is larger than 2 MB." } : { text, mediaType }
  } catch (error) {
    return {
      refused: `The page could not be read: ${error instanceof Error && error.name === "TimeoutError" ? "no answer within 8 seconds" : "the address does not answer"}.`,
    }
  }
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

async function readUpTo(reply: Response, limit: number): Promise<string | null> {
  const chunks: Uint8Array[] = []
  let size = 0
  for await (const chunk of reply.body ?? []) {
    size += chunk.byteLength
    if (size > limit) return null
    chunks.push(chunk)
  }
  return new TextDecoder().decode(await new Blob(chunks as BlobPart[]).arrayBuffer())
}
