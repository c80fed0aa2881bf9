import { loadDocument } from "#workers/adapters/search/load/index.ts"
import { UnreadableDocument } from "#workers/adapters/search/load/unreadable.ts"
import type { IndexedPassage } from "#workers/adapters/search/search.ts"
import type { Ctx } from "#workers/context.ts"
import { AppError } from "#workers/errors.ts"
import type { Page } from "#workers/lib/guarded-fetch.ts"
import { redact } from "#workers/lib/safe/pii/index.ts"

/** Enough to cite from; a handbook of a thousand pages is no reference for one good. */
const mostPassages = 200
/** A menu entry or a caption alone is nothing to cite. */
const fewestLetters = 40

/**
 * Reads the pages and files that a brief refers to and makes their passages citable. One that cannot be read refuses the
 * brief, and then nothing of any of them is indexed.
 */
export async function readRefs(ctx: Ctx, refs: string[]): Promise<string[]> {
  const found: { source: string; passages: IndexedPassage[] }[] = []
  for (const [index, ref] of refs.entries()) {
    const read = await ctx.read(ref)
    if ("refused" in read) throw refusal(index, read.refused)
    const source = `ref:${ref}`
    found.push({ source, passages: await passagesOf(read, source, index) })
  }
  for (const { source, passages } of found) await ctx.search.index(source, passages)
  return refs
}

async function passagesOf(page: Page, source: string, index: number): Promise<IndexedPassage[]> {
  const { url, licence, fetchedAt, sha256 } = page
  const sections = await loadDocument(page.bytes, page.mediaType, page.charset).catch((error: unknown) => {
    throw error instanceof UnreadableDocument ? refusal(index, error.message) : error
  })
  const long = sections.filter(({ text }) => text.length >= fewestLetters)
  const name = page.title ?? sections[0]?.heading.split(" › ")[0] ?? ""
  const title = page.mediaType === "application/pdf" || name === "" ? (new URL(url).pathname.split("/").at(-1) ?? "") || url : name
  return (long.length > 0 ? long : sections).slice(0, mostPassages).map(({ heading, text }, n) => ({
    id: `${source}#${n}`,
    source,
    title: (heading && heading !== title ? `${title} › ${heading}` : title).slice(0, 160),
    licence,
    url,
    fetchedAt,
    sha256,
    // Strangers' pages name people; a citation does not need them, and what is indexed stays for long.
    text: redact(text).text,
  }))
}

function refusal(index: number, message: string): AppError {
  const field = `brief/refs/${index}`
  return new AppError("invalid", `${field}: ${message}`, { fields: [{ field, message }] })
}
