import { parse } from "csv-parse/sync"
import { markdownOf } from "./html.ts"
import { linesOf } from "./json.ts"
import { pagesOf } from "./pdf.ts"
import { pack, splitMarkdown, type Section } from "./split.ts"
import { UnreadableDocument } from "./unreadable.ts"

export const mediaTypes = ["text/markdown", "text/plain", "text/html", "text/csv", "application/json", "application/pdf"] as const
export type MediaType = (typeof mediaTypes)[number]

/** Bytes of a document (in base64 it still fits the API's 6 MB), and characters of the text in it: a small file can unpack to a large text. */
export const mostBytes = 4_000_000
const mostText = 4_000_000

/**
 * A document's passages in their order, each under its headings; `charset` is what its sender says of a text, else UTF-8.
 * Throws `UnreadableDocument`; then nothing of it is of use.
 */
export async function loadDocument(bytes: Uint8Array, mediaType: MediaType, charset: string | null = null): Promise<Section[]> {
  if (bytes.byteLength > mostBytes)
    throw new UnreadableDocument("too_large", `The document has ${Math.ceil(bytes.byteLength / 1e6)} MB; 4 MB is the most.`)
  if (startsWith(bytes, "PK\u0003\u0004") || (bytes[0] === 0x1f && bytes[1] === 0x8b))
    throw new UnreadableDocument("unsupported", "Archives are not opened; send the documents in it one by one.")
  const sections = await sectionsOf(bytes, mediaType, charset ?? "utf-8")
  if (sections.reduce((sum, { text }) => sum + text.length, 0) > mostText)
    throw new UnreadableDocument("too_large", "The document holds more than 4 million characters of text.")
  if (!sections.some(({ text }) => /\p{L}{2}/u.test(text)))
    throw new UnreadableDocument(
      "invalid",
      mediaType === "application/pdf" ? "The PDF has no text; it may be a scan." : "There are no words in the document.",
    )
  return sections
}

async function sectionsOf(bytes: Uint8Array, mediaType: MediaType, charset: string): Promise<Section[]> {
  if (mediaType === "application/pdf") {
    if (!startsWith(bytes, "%PDF-")) throw new UnreadableDocument("invalid", "This is no PDF.")
    const pages = await pagesOf(bytes)
    return pages.flatMap((text, at) => pack(text.split(/\n{2,}/)).map((part) => ({ heading: `page ${at + 1}`, text: part })))
  }
  const text = decode(bytes, charset)
  if (mediaType === "text/html") return splitMarkdown(await markdownOf(text))
  if (mediaType === "application/json") return plain(linesOf(text))
  return mediaType === "text/csv" ? plain(rowsOf(text)) : splitMarkdown(text)
}

const plain = (blocks: readonly string[]): Section[] => pack(blocks).map((text) => ({ heading: "", text }))

/** Each row with its column names, so that a row that is found alone still says what its figures are. */
function rowsOf(text: string): string[] {
  try {
    const rows: Record<string, string>[] = parse(text, {
      columns: true,
      bom: true,
      skip_empty_lines: true,
      relax_column_count: true,
      trim: true,
    })
    return rows.map((row) =>
      Object.entries(row)
        .filter(([, value]) => value)
        .map(([name, value]) => `${name}: ${value}`)
        .join("; "),
    )
  } catch (error) {
    throw new UnreadableDocument("invalid", `The CSV cannot be read: ${error instanceof Error ? error.message : String(error)}`)
  }
}

const startsWith = (bytes: Uint8Array, mark: string) => Array.from(mark).every((sign, at) => bytes[at] === sign.charCodeAt(0))

/** Strict: a text read in the wrong charset is full of words that nobody wrote. */
function decode(bytes: Uint8Array, charset: string): string {
  const name = /^utf-?8$/i.test(charset) ? "UTF-8" : charset.slice(0, 40)
  let decoder: TextDecoder
  try {
    decoder = new TextDecoder(charset, { fatal: true })
  } catch {
    throw new UnreadableDocument("unsupported", `The charset ${name} is not known; send the text as UTF-8.`)
  }
  try {
    return decoder.decode(bytes)
  } catch {
    throw new UnreadableDocument("unsupported", `The text is not ${name}.`)
  }
}
