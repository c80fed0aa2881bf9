import { decodeEntities } from "./entities.ts"
import { licenceNamed } from "./spdx.ts"

/** `licence` as it is shown beside a quotation; `reserved` says in words how the page keeps machines from using it. */
export type Rights = { licence: string; reserved: string | null }

export const licenceUnknown = "not stated, quoted with its source"

/** What the headers of a reply say. */
export function rightsOfHeaders(headers: Headers): Rights {
  const [, link] = /<([^>]+)>\s*;[^,]*\brel="?license"?/i.exec(headers.get("link") ?? "") ?? []
  const tdm = headers.get("tdm-reservation")?.trim() === "1"
  const noai = /\bno(?:image)?ai\b/i.test(headers.get("x-robots-tag") ?? "")
  return {
    licence: link ? shown(link) : licenceUnknown,
    reserved: tdm ? reservation("TDM-Reservation: 1") : noai ? reservation("X-Robots-Tag: noai") : null,
  }
}

/**
 * What an HTML page says: rel="license" links, JSON-LD `license`, rights metas; the TDM Reservation Protocol's metas and
 * `noai` keep it from being used.
 */
export async function rightsOfHtml(html: string): Promise<Rights & { title: string | null }> {
  const found: { links: string[]; metas: string[]; json: string[]; title: string; reserved: string | null } = {
    links: [],
    metas: [],
    json: [],
    title: "",
    reserved: null,
  }
  let titles = 0
  const rewriter = new HTMLRewriter()
    // A drawing inside the page may have a title too.
    .on("title", { element: () => void titles++, text: (chunk) => void (found.title += titles === 1 ? chunk.text : "") })
    .on('link[rel~="license" i], a[rel~="license" i]', { element: (link) => void found.links.push(link.getAttribute("href") ?? "") })
    .on('script[type="application/ld+json" i]', {
      element: () => void found.json.push(""),
      text: (chunk) => void (found.json[found.json.length - 1] += chunk.text),
    })
    .on("meta", {
      element(meta) {
        const name = (meta.getAttribute("name") ?? meta.getAttribute("property") ?? "").toLowerCase()
        const content = decodeEntities(meta.getAttribute("content") ?? "").trim()
        if (/^(?:dc|dcterms)\.(?:rights|license)$|^(?:license|copyright)$/.test(name) && content) found.metas.push(content)
        if (/^tdm-?(?:rep|reservation)$/.test(name) && content === "1") found.reserved ??= reservation(`meta ${name}`)
        if (/^(?:robots|autonomax)$/.test(name) && /\bno(?:image)?ai\b/i.test(content)) found.reserved ??= reservation(`meta ${name}: noai`)
      },
    })
  await rewriter.transform(new Response(html)).text()
  const stated = [...found.links, ...found.json.flatMap(licencesOf), ...found.metas].find((text) => text.trim() !== "")
  return {
    title: decodeEntities(found.title).replaceAll(/\s+/g, " ").trim().slice(0, 160) || null,
    licence: stated ? shown(stated) : licenceUnknown,
    reserved: found.reserved,
  }
}

/** A known licence by its short name; any other statement as it stands, cut to what fits beside a quotation. */
const shown = (text: string): string => licenceNamed(text) ?? text.replaceAll(/\s+/g, " ").trim().slice(0, 80)

const reservation = (by: string) => `The page reserves its use by machines (${by}); refer to one that may be used.`

/** `license` anywhere in a JSON-LD block: a text, an address, or a CreativeWork with one of both. */
function licencesOf(json: string): string[] {
  try {
    return walk(JSON.parse(json), 0)
  } catch {
    return []
  }
}

function walk(value: unknown, depth: number): string[] {
  if (typeof value !== "object" || value === null || depth > 6) return []
  return Object.entries(value).flatMap(([name, inner]) => (name === "license" ? named(inner) : walk(inner, depth + 1)))
}

function named(licence: unknown): string[] {
  if (typeof licence === "string") return [licence]
  if (Array.isArray(licence)) return licence.flatMap(named)
  if (typeof licence !== "object" || licence === null) return []
  const { "@id": id, url, name }: { "@id"?: unknown; url?: unknown; name?: unknown } = licence
  return [id, url, name].filter((part) => typeof part === "string")
}
