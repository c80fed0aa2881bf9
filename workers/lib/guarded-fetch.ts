import { follow, readUpTo, type Permit } from "./follow.ts"
import { sha256 } from "./hash.ts"
import { licenceUnknown, rightsOfHeaders, rightsOfHtml, type Rights } from "./rights.ts"
import { robotsPermit } from "./robots.ts"
import { licenceNamed } from "./spdx.ts"

/** A page as it was read: its bytes, unpacked, and what is kept beside anything that is quoted from it. */
export type Page = {
  url: string
  bytes: Uint8Array
  mediaType: "text/html" | "text/plain" | "text/markdown" | "text/csv" | "application/json" | "application/pdf"
  charset: string | null
  title: string | null
  licence: string
  fetchedAt: Date
  sha256: string
}
export type Read = Page | { refused: string }

/** What may be read, by its media type, and how many decoded bytes of it. */
const readable: Record<string, { as: Page["mediaType"]; most: number }> = {
  "text/html": { as: "text/html", most: 2_000_000 },
  "application/xhtml+xml": { as: "text/html", most: 2_000_000 },
  "text/plain": { as: "text/plain", most: 2_000_000 },
  "text/markdown": { as: "text/markdown", most: 2_000_000 },
  "text/x-markdown": { as: "text/markdown", most: 2_000_000 },
  "text/csv": { as: "text/csv", most: 4_000_000 },
  "application/csv": { as: "text/csv", most: 4_000_000 },
  "application/json": { as: "application/json", most: 4_000_000 },
  "application/ld+json": { as: "application/json", most: 4_000_000 },
  "application/pdf": { as: "application/pdf", most: 4_000_000 },
}
/** Hosts of raw files call everything plain text; the name says more. */
const byEnding: Record<string, Page["mediaType"]> = { md: "text/markdown", csv: "text/csv", json: "application/json" }
const patienceMs = 8000
type Reach = { fetcher: typeof fetch; permit: Permit; now: () => Date }

/**
 * Makes a reader of public https pages: no private or local address, at most two redirects (each checked again), robots.txt
 * obeyed, only types that can be indexed, so much of each and 8 seconds. A page that reserves its use by machines is not
 * read either (docs/adr/0013-pages-of-others.md). The answer says in words why a page was not read.
 */
export function pageReader(fetcher: typeof fetch = fetch, now: () => Date = () => new Date()): (url: string) => Promise<Read> {
  const reach: Reach = { fetcher, now, permit: robotsPermit(fetcher, now) }
  return async (url) => {
    const signal = AbortSignal.timeout(patienceMs)
    try {
      const page = await read(url, reach, signal)
      if ("refused" in page || page.licence !== licenceUnknown) return page
      return { ...page, licence: await licenceBeside(page, reach, signal) }
    } catch {
      const why = signal.aborted ? `no answer within ${patienceMs / 1000} seconds` : "the address does not answer"
      return { refused: `The page could not be read: ${why}.` }
    }
  }
}

async function read(from: string, { fetcher, permit, now }: Reach, signal: AbortSignal): Promise<Read> {
  const got = await follow(from, { fetcher, permit, signal, accept: Object.keys(readable).join(", "), hops: 2 })
  if ("refused" in got) return got
  const { url, reply } = got
  if (!reply.ok) return { refused: `The page answered ${reply.status}; use one that can be read.` }
  const contentType = reply.headers.get("content-type") ?? ""
  const given = contentType.split(";")[0]?.trim().toLowerCase() ?? ""
  const type = readable[given]
  if (!type) return { refused: `The page is ${given || "of an unknown type"}; use HTML, Markdown, plain text, CSV, JSON or PDF.` }
  const bytes = await readUpTo(reply, type.most, signal)
  if (bytes === null) return { refused: `The page is larger than ${type.most / 1e6} MB.` }
  const html = type.as === "text/html"
  const charset = /charset="?([\w-]+)/i.exec(contentType)?.[1] ?? (html ? charsetOf(bytes) : null)
  const said = html ? await rightsOfHtml(asText(bytes, charset)) : null
  const rights = strongest(rightsOfHeaders(reply.headers), said)
  if (rights.reserved) return { refused: rights.reserved }
  const ending = new URL(url).pathname.split(".").at(-1)?.toLowerCase() ?? ""
  const mediaType = given === "text/plain" ? (byEnding[ending] ?? type.as) : type.as
  return {
    url,
    bytes,
    mediaType,
    charset,
    title: said?.title ?? null,
    licence: rights.licence,
    fetchedAt: now(),
    sha256: await sha256(bytes),
  }
}

/** A reservation counts wherever it stands; for the licence the header goes before the page. */
const strongest = (header: Rights, page: Rights | null): Rights => ({
  licence: header.licence === licenceUnknown ? (page?.licence ?? licenceUnknown) : header.licence,
  reserved: header.reserved ?? page?.reserved ?? null,
})

/** Whoever reads the text for good is strict about its charset; for its title and rights nearly right is enough. */
function asText(bytes: Uint8Array, charset: string | null): string {
  try {
    return new TextDecoder(charset ?? "utf-8").decode(bytes)
  } catch {
    return new TextDecoder("latin1").decode(bytes)
  }
}

/** HTML may name its charset in the first kilobyte instead of the header. */
const charsetOf = (bytes: Uint8Array): string | null =>
  /<meta[^>]{0,80}charset=["']?([\w-]+)/i.exec(new TextDecoder("latin1").decode(bytes.subarray(0, 1024)))?.[1] ?? null

const rawHosts: [RegExp, string][] = [
  [/^https:\/\/raw\.githubusercontent\.com\/[^/]+\/[^/]+\/(?:refs\/(?:heads|tags)\/)?[^/]+\//, "LICENSE"],
  [/^https:\/\/gitlab\.com\/.+\/-\/raw\/[^/]+\//, "LICENSE"],
  [/^https:\/\/codeberg\.org\/[^/]+\/[^/]+\/raw\/(?:branch|tag|commit)\/[^/]+\//, "LICENSE"],
]

/** A raw file of a repository cannot say its licence; the repository's own LICENSE does. A licence that cannot be read stays unknown. */
async function licenceBeside({ url }: Page, { fetcher, permit }: Reach, signal: AbortSignal): Promise<string> {
  for (const [pattern, name] of rawHosts) {
    const root = pattern.exec(url)?.[0]
    if (!root) continue
    const got = await follow(`${root}${name}`, { fetcher, permit, signal, accept: "text/plain", hops: 2 }).catch(() => null)
    if (!got || "refused" in got || !got.reply.ok) continue
    const bytes = await readUpTo(got.reply, 100_000, signal).catch(() => null)
    return (bytes && licenceNamed(new TextDecoder().decode(bytes).slice(0, 4000))) ?? licenceUnknown
  }
  return licenceUnknown
}
