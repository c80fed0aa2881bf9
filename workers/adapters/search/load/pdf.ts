import { Unzlib } from "fflate"
import { UnreadableDocument } from "./unreadable.ts"

const mostUnpacked = 60_000_000
const mostPages = 1000

/** The text of each page. The reader is a megabyte of code, so it is loaded only when a PDF comes. */
export async function pagesOf(bytes: Uint8Array): Promise<string[]> {
  refuseBombs(bytes)
  const { getDocumentProxy, extractText } = await import("unpdf")
  try {
    // The reader takes the buffer for itself.
    const document = await getDocumentProxy(bytes.slice())
    if (document.numPages > mostPages)
      throw new UnreadableDocument("too_large", `The PDF has ${document.numPages} pages; ${mostPages} is the most.`)
    const { text } = await extractText(document, { mergePages: false })
    return text.map((page) => page.replaceAll(/[ \t]+/g, " ").trim())
  } catch (error) {
    if (error instanceof UnreadableDocument) throw error
    const locked = error instanceof Error && error.name === "PasswordException"
    throw new UnreadableDocument("invalid", locked ? "The PDF is locked with a password." : "The PDF is damaged.")
  }
}

/**
 * A page's stream may unpack to a thousand times its size, and the reader would hold all of it. So every stream that begins
 * like zlib is unpacked once in pieces and thrown away, until the sum is too much.
 */
function refuseBombs(bytes: Uint8Array): void {
  const text = new TextDecoder("latin1").decode(bytes)
  if (/\/Filter\s*\[\s*\/(Fl|FlateDecode)\s*\/(Fl|FlateDecode)/.test(text)) throw bomb()
  let unpacked = 0
  for (const match of text.matchAll(/stream\r?\n/g)) {
    const from = match.index + match[0].length
    if (text.slice(match.index - 3, match.index) === "end" || bytes[from] === undefined || (bytes[from] & 0x0f) !== 8) continue
    const to = text.indexOf("endstream", from)
    const stream = new Unzlib((piece) => {
      unpacked += piece.byteLength
      if (unpacked > mostUnpacked) throw bomb()
    })
    try {
      for (let at = from; at < to; at += 16_384) stream.push(bytes.subarray(at, Math.min(to, at + 16_384)), at + 16_384 >= to)
    } catch (error) {
      if (error instanceof UnreadableDocument) throw error
      // Not zlib after all, or cut short: the reader will say so.
    }
  }
}

const bomb = () => new UnreadableDocument("too_large", "The PDF unpacks to more than 60 MB.")
