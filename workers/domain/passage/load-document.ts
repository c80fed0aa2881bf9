import { z } from "zod"
import { loadDocument, mediaTypes, mostBytes } from "#workers/adapters/search/load/index.ts"
import { UnreadableDocument } from "#workers/adapters/search/load/unreadable.ts"
import { AppError } from "#workers/errors.ts"
import { sha256 } from "#workers/lib/hash.ts"
import { operation } from "#workers/operation.ts"

/** Makes a document citable: its passages replace those of the same name. An unreadable one leaves what was there. */
export const loadPassages = operation({
  name: "passage.load",
  about: "Reads a Markdown, HTML, CSV, JSON or PDF document and makes its passages citable.",
  scope: "write",
  approval: "none",
  input: z
    .strictObject({
      name: z.string().regex(/^[a-z0-9][a-z0-9.-]{1,60}$/, "Use lower-case letters, digits, dot and hyphen."),
      title: z.string().trim().min(2).max(200),
      mediaType: z.enum(mediaTypes),
      text: z.string().max(mostBytes, "A document may have 4 MB at most.").optional(),
      base64: z.base64("Use base64.").max(5_400_000, "A document may have 4 MB at most.").optional(),
      url: z.string().max(300).default(""),
      licence: z.string().trim().min(2).max(80),
    })
    .refine(({ text, base64 }) => (text === undefined) !== (base64 === undefined), {
      path: ["text"],
      message: "Send either text or base64.",
    }),
  output: z.strictObject({ source: z.string(), passages: z.int() }),
})(async (ctx, { name, title, mediaType, text, base64, url, licence }) => {
  const bytes = base64 === undefined ? new TextEncoder().encode(text) : Buffer.from(base64, "base64")
  const sections = await loadDocument(bytes, mediaType).catch((error: unknown) => {
    if (!(error instanceof UnreadableDocument)) throw error
    const field = base64 === undefined ? "text" : "base64"
    throw new AppError(error.reason, error.message, { fields: [{ field, message: error.message }], cause: error })
  })
  const source = `document:${name}`
  const origin = { fetchedAt: ctx.now(), sha256: await sha256(bytes) }
  const passages = sections.map(({ heading, text: part }, n) => ({
    id: `${source}#${n}`,
    source,
    url,
    licence,
    ...origin,
    text: part,
    title: heading ? `${title} › ${heading}` : title,
  }))
  await ctx.search.index(source, passages)
  await ctx.commit({
    audit: { operation: "passage.load", subject: source, detail: { mediaType, bytes: bytes.byteLength, passages: passages.length } },
  })
  return { source, passages: passages.length }
})
